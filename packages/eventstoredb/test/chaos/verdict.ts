import type { StoredEvent } from '@presales/kernel';
import type { Acknowledged } from './writing.ts';

/** The stream that all deals share: who comes first there is by chance. */
export const sharedStream = 'campaign-spring';

/** What was acknowledged and is not there, or elsewhere than was said. */
export const missing = (
  acknowledged: ReadonlyMap<string, readonly Acknowledged[]>,
  events: readonly StoredEvent[],
): readonly string[] => {
  const stored = new Map(events.map((event) => [event.id, event]));
  return [...acknowledged].flatMap(([commandId, promised]) =>
    promised.flatMap(({ id, stream, revision, position }) => {
      const event = stored.get(id);
      return event?.stream === stream && event.revision === revision && event.position === position
        ? []
        : [`${commandId}: acknowledged ${stream} revision ${revision} is not there`];
    }),
  );
};

/** What is there twice. */
export const doubled = (events: readonly StoredEvent[]): readonly string[] => {
  const ids = new Set<string>();
  return events.flatMap(({ id, stream, revision }) => {
    if (ids.has(id)) return [`${stream} revision ${revision}: event ${id} is there twice`];
    ids.add(id);
    return [];
  });
};

/** Streams that do not hold what they hold in a quiet run. */
export const otherStreams = (
  events: readonly StoredEvent[],
  quietEvents: readonly StoredEvent[],
): readonly string[] => {
  const [actual, quiet] = [streamsOf(events), streamsOf(quietEvents)];
  return [...new Set([...actual.keys(), ...quiet.keys()])].flatMap((stream) =>
    String(actual.get(stream)) === String(quiet.get(stream))
      ? []
      : [`${stream} is not as in a quiet run`],
  );
};

const streamsOf = (events: readonly StoredEvent[]): ReadonlyMap<string, readonly string[]> => {
  const streams = new Map<string, string[]>();
  for (const { stream, revision, id, type, version, data, metadata } of events) {
    const place = stream === sharedStream ? '' : String(revision);
    const told = streams.get(stream) ?? [];
    streams.set(stream, told);
    told.push(JSON.stringify([id, type, version, data, metadata, place]));
    if (BigInt(told.length - 1) !== revision) told.push(`a gap before revision ${revision}`);
  }
  streams.get(sharedStream)?.sort();
  return streams;
};

/** Accepted quotations that did not win their deal, or lost deals that offered no lead, just once. */
export const unanswered = (events: readonly StoredEvent[]): readonly string[] => {
  const answers = new Map<string, number>();
  const owed = new Set<string>();
  const count = (what: string): void => void answers.set(what, (answers.get(what) ?? 0) + 1);
  for (const event of events) {
    const { type } = event;
    if (type === 'QuotationAccepted') owed.add(`quotation ${part(event, 'quotationId')} won`);
    if (type === 'OpportunityLost') owed.add(`deal ${part(event, 'opportunityId')} came back`);
    const [quotation, deal] = [part(event, 'quotationId'), part(event, 'recycledFrom')];
    if (type === 'OpportunityWon' && quotation !== undefined) count(`quotation ${quotation} won`);
    if (type === 'LeadCaptured' && deal !== undefined) count(`deal ${deal} came back`);
  }
  return [...new Set([...owed, ...answers.keys()])].flatMap((what) => {
    const times = answers.get(what) ?? 0;
    return times === 1 && owed.has(what) ? [] : [`${what} ${times} times`];
  });
};

const part = ({ data }: StoredEvent, name: string): unknown => Reflect.get(data, name);

/** What a follower saw that is not every event once, in order. */
export const otherThan = (
  seen: readonly string[],
  events: readonly StoredEvent[],
): readonly string[] => {
  const parted = events.findIndex(({ id }, at) => seen[at] !== id);
  return parted < 0 && seen.length === events.length
    ? []
    : [
        `a follower saw ${seen.length} events of ${events.length}, and from the ${parted}th on others`,
      ];
};
