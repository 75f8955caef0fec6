import type persistent from '@eventstore/db-client/generated/persistent_pb.js';
import type { GroupSettings } from '../groups/consumer-group.ts';
import { MINUS_ONE } from './minus-one.ts';

/** The options of a request that creates a group or changes it. */
export type GroupOptions = persistent.CreateReq.Options | persistent.UpdateReq.Options;

/** Where a group starts, by whichever of three ways the client says it. */
export const startOf = (options: GroupOptions): GroupSettings['startFrom'] => {
  const stream = options.getStream();
  if (stream !== undefined) return startInStream(stream);
  const all = options.getAll();
  return all === undefined
    ? startByRevision(options.getSettings()?.getRevision() ?? '0')
    : startInAll(all);
};

/** What the options of a stream and of `$all` have in common about the start. */
interface StartOptions {
  hasStart(): boolean;
  hasEnd(): boolean;
}

/** Where a group on a stream starts. */
const startInStream = (
  options: StartOptions & { getRevision(): string },
): GroupSettings['startFrom'] => {
  if (options.hasStart()) return 'start';
  return options.hasEnd() ? 'end' : BigInt(options.getRevision());
};

/** How clients before 21.10 say where a group starts on a stream; newer ones still say it, too. */
const startByRevision = (revision: string): GroupSettings['startFrom'] =>
  revision === MINUS_ONE ? 'end' : BigInt(revision);

/** Where a group on `$all` starts. */
const startInAll = (
  options: StartOptions & { getPosition(): { getCommitPosition(): string } | undefined },
): GroupSettings['startFrom'] => {
  const position = options.getPosition();
  if (position !== undefined) return BigInt(position.getCommitPosition());
  return options.hasEnd() ? 'end' : 'start';
};
