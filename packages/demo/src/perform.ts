import type { AggregateName, CommandOf } from '@presales/domain';
import type { CommandContext, Handled, Instant, Message } from '@presales/kernel';
import type { Line } from './script.ts';

/** Takes every command of the story: what `open` gives does. */
export type Stage = {
  readonly [K in AggregateName]: (
    command: CommandOf<K>,
    context: Partial<CommandContext>,
  ) => Promise<Handled<Message, { readonly code: string }>>;
};

/** What a performance works with. */
export interface Performance {
  readonly stage: Stage;
  /** Sets the hour that events are recorded at. */
  readonly setClock: (now: Instant) => void;
  /** Is told how many lines are done. */
  readonly at: (done: number) => void;
  readonly signal?: AbortSignal;
}

/** How many commands are in flight together, at most: they share a commit. */
const WAVE = 64;

/**
 * Gives the story's commands in order, in waves that share a commit. A wave holds commands of one day
 * for different streams; a command waits for the wave before where that has the one it follows. The
 * same lines meet the same log in the same waves, so its bytes are the same too. Commands that the log
 * has carried out already change nothing.
 *
 * Resolves with false when the signal aborted before the end.
 */
export const perform = async (
  lines: readonly Line[],
  { stage, setClock, at, signal }: Performance,
): Promise<boolean> => {
  let done = 0;
  while (done < lines.length) {
    if (signal?.aborted === true) return false;
    const wave = waveFrom(lines, done);
    setClock(wave.reduce((latest, { askedAt }) => maximum(latest, askedAt), ''));
    await Promise.all(wave.map((line) => send(stage, line)));
    done += wave.length;
    at(done);
  }
  return true;
};

const waveFrom = (lines: readonly Line[], start: number): readonly Line[] => {
  const streams = new Set<string>();
  const asked = new Set<string>();
  const day = dayOf(lines[start]);
  let end = start;
  while (end < lines.length && end - start < WAVE) {
    const line = lines[end];
    if (line === undefined || streams.has(line.stream) || asked.has(line.after)) break;
    if (dayOf(line) !== day) break;
    streams.add(line.stream);
    asked.add(line.commandId);
    end += 1;
  }
  return lines.slice(start, end);
};

const dayOf = (line: Line | undefined): string | undefined => line?.askedAt.slice(0, 10);

const maximum = (left: Instant, right: Instant): Instant => (left > right ? left : right);

const send = async <K extends AggregateName>(stage: Stage, line: Line<K>): Promise<void> => {
  const { aggregate, command, commandId, actor, correlationId, causationId, fingerprint } = line;
  const answer = await stage[aggregate](command, {
    commandId,
    actor,
    correlationId,
    causationId,
    ...(fingerprint === undefined ? {} : { fingerprint }),
  });
  if (answer.outcome === 'refused')
    throw new Error(`${line.stream}: ${command.type} was refused: ${answer.refusal.code}`);
};
