import type { AggregateName } from '@presales/domain';
import type { CommandContext, Handled, Instant, Message } from '@presales/kernel';
import type { Commands, Line } from './script.ts';

/** Whoever can be asked everything that the story asks: what `open` gives. */
export type Stage = {
  readonly [K in AggregateName]: (
    command: Commands[K],
    context: Partial<CommandContext>,
  ) => Promise<Handled<Message, { readonly code: string }>>;
};

/** What a performance is told from outside. */
export interface Performance {
  readonly stage: Stage;
  /** Sets the hour that events are recorded at. */
  readonly setClock: (now: Instant) => void;
  /** Told how many lines are done. */
  readonly at: (done: number) => void;
  readonly signal?: AbortSignal;
}

/** Commands in flight together, at most: they share a commit. */
const WAVE = 64;

/**
 * Asks the story's commands in order, as many of a day together as there are different streams in a
 * row, so that they share commits; none is asked before what stands before it in its own stream, or
 * what it follows, is stored. The same lines meet the same log in the same waves, so its bytes are the same too. Lines
 * that the log has already are answered by it and change nothing.
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
  const { aggregate, command, commandId, actor, correlationId, causationId } = line;
  const answer = await stage[aggregate](command, { commandId, actor, correlationId, causationId });
  if (answer.outcome === 'refused')
    throw new Error(`${line.stream}: ${command.type} was refused: ${answer.refusal.code}`);
};
