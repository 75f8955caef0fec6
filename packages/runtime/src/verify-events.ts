import { aggregates, decodeEvent } from '@presales/domain';
import type { StoredEvent } from '@presales/kernel';
import { type Finding, type FindingCode, isInstant } from '@presales/kernel/store';

/** The types that this program knows. */
const known: ReadonlySet<string> = new Set(
  Object.values(aggregates).flatMap(({ codec }) => codec.types),
);

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** What is wrong with an event as it was stored, whatever log it stands in. */
export const eventFindings = (event: StoredEvent): readonly Finding[] => {
  const { stream, revision, position, type, version, id } = event;
  const found = (code: FindingCode, changesFigures: boolean, message: string): Finding => ({
    code,
    changesFigures,
    message,
    position,
    stream,
    revision,
  });
  const findings: Finding[] = [];
  if (!uuid.test(id)) findings.push(found('log/wrong-id', false, `its id is no UUID: ${id}`));
  // Stored by another program, metadata can be anything.
  const occurredAt: unknown = event.metadata?.occurredAt;
  if (!isInstant(occurredAt))
    findings.push(
      found('log/wrong-time', true, `it occurred at no instant: ${JSON.stringify(occurredAt)}`),
    );
  if (!isInstant(event.recordedAt))
    findings.push(
      found('log/wrong-time', true, `it was recorded at no instant: ${event.recordedAt}`),
    );
  if (!known.has(type))
    return [
      ...findings,
      found('log/unknown-type', false, `this program does not know events of type ${type}`),
    ];
  try {
    decodeEvent(event);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `this program cannot read ${type} version ${version}: ${reason}`;
    findings.push(found('log/undecodable-event', true, message));
  }
  return findings;
};
