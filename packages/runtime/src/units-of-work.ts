import { type AggregateName, aggregates } from '@presales/domain';
import { categoryOf, type Position } from '@presales/kernel';
import {
  type CommandLog,
  type Committed,
  defaultRetry,
  isConflict,
  type NewEvent,
  Retries,
  unitOfWorkLog,
} from '@presales/kernel/store';
import type { World } from './clock.ts';
import { type CommandSettings, type CommandSide, commandSide } from './command-side.ts';

/** What came of the commands of a unit of work. */
export interface Worked<Answer> {
  readonly answer: Answer;
  /** Whether what they appended is to be stored. */
  readonly keep: boolean;
}

/** Commands that are given in units of work: those of a unit take effect as a whole or not at all. */
export interface UnitsOfWork {
  /** The commands, within units and outside. They remember streams apart from those of `open`. */
  readonly commands: CommandSide;
  /** Where the log ends now. */
  readonly head: () => Promise<Position>;
  /**
   * Gives commands that append to these streams and to no other, and stores what they appended only
   * when all is done and `keep` is true. Where another writer was faster, the work is done again, on
   * what that writer wrote; it must give the same command ids. A process that is killed while it
   * stores leaves a part, which the same work, done again, completes. Units that share a stream must
   * not be under way at once.
   *
   * @returns the answer, and each append as it was stored
   * @throws RetriesExhausted when others were faster every time, or an outcome stayed unknown
   * @throws RangeError for a stream that is in a unit already
   * @throws EventLogError, and whatever the work throws; nothing of it is stored then
   */
  readonly within: <Answer>(
    streams: readonly string[],
    work: () => Promise<Worked<Answer>>,
  ) => Promise<{ readonly answer: Answer; readonly committed: readonly Committed[] }>;
}

/** What goes before the storing of events. */
export interface UnitsOfWorkOptions {
  /**
   * Is called with a stream and events before these are stored in it, of a unit or not. They are stored
   * when it resolves; where it fails they are not, and whoever gave the command is told its error. What
   * it stores itself, it is called for too.
   */
  readonly before?: (stream: string, events: readonly NewEvent[]) => Promise<void>;
}

/** Units of work over a log. */
export const unitsOfWork = (
  log: CommandLog & { readonly head: () => Position | Promise<Position> },
  world: World,
  settings: CommandSettings,
  { before }: UnitsOfWorkOptions = {},
): UnitsOfWork => {
  const units = unitOfWorkLog(before === undefined ? log : announcing(log, before), world);
  const commands = commandSide(units, world, settings);
  const forget = (streams: readonly string[]): void => {
    for (const stream of streams) {
      const category = categoryOf(stream);
      const name = nameOf.get(category);
      if (name !== undefined) commands[name].forget(stream.slice(category.length + 1));
    }
  };
  return {
    commands,
    head: async () => log.head(),
    within: async (streams, work) => {
      const retries = new Retries(streams.join(', '), defaultRetry, world);
      for (;;) {
        const unit = units.begin(streams);
        const { answer, keep } = await work().catch((error) => {
          unit.rollback();
          forget(streams);
          throw error;
        });
        if (!keep) {
          unit.rollback();
          forget(streams);
          return { answer, committed: [] };
        }
        try {
          return { answer, committed: await unit.commit() };
        } catch (error) {
          forget(streams);
          if (!isConflict(error)) throw error;
          await retries.beforeNext(error);
        }
      }
    },
  };
};

/** A log that says so before it stores something. */
const announcing = (
  log: CommandLog,
  before: Required<UnitsOfWorkOptions>['before'],
): CommandLog => ({
  append: async (stream, expected, events) => {
    await before(stream, events);
    return log.append(stream, expected, events);
  },
  readStream: (stream, options) => log.readStream(stream, options),
});

/** The aggregate whose streams are of a category. */
const nameOf: ReadonlyMap<string, AggregateName> = new Map(
  // The table has no other keys than the names.
  (Object.keys(aggregates) as AggregateName[]).map((name) => [aggregates[name].category, name]),
);
