import { BEGINNING, type Instant, Interrupted } from '@presales/kernel';
import { readModels, unknownEventsModel } from '@presales/projections';
import { open, type Presales } from '@presales/runtime';
import { type DemoPlace, isComplete } from './demo-log.ts';
import { perform } from './perform.ts';
import { type StorySize, storyOf } from './story.ts';
import { at, END, morningOf } from './timeline.ts';

/** Which story is told, and who hears how far it is. */
export interface TellOptions {
  /** Chooses the story: the same seed gives the same events. */
  readonly seed: number;
  readonly size: StorySize;
  /** Is told how many of the story's commands are carried out, and how many there are. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Stops the telling before the next command when it aborts. */
  readonly signal?: AbortSignal;
}

/**
 * Writes the story of a seed to its place, or what is missing of it, and hands over the open log.
 *
 * @throws Interrupted when the signal aborts; called again, it goes on from there
 */
export const tell = async (
  place: DemoPlace,
  { seed, size, onProgress = () => undefined, signal }: TellOptions,
): Promise<Presales> => {
  const lines = await storyOf(seed, size);
  let clock: Instant = at(morningOf(1, 1));
  // What a power cut takes away from a demo, the next run writes again.
  const presales = await open({
    ...place,
    project: false,
    now: () => clock,
    durability: 'normal',
  });
  try {
    // Read models that are there while the log is empty were made from another log.
    if ((await presales.log.head()) === BEGINNING)
      for (const { name } of [...readModels, unknownEventsModel]) await presales.rebuild(name);
    const toldAll =
      (await isComplete(presales.log, lines)) ||
      (await perform(lines, {
        stage: presales,
        setClock: (now) => {
          clock = now;
        },
        at: (done) => onProgress(done, lines.length),
        ...(signal && { signal }),
      }));
    if (!toldAll) throw new Interrupted('interrupted; run it again to go on');
    // Whether it was told now or before: what is asked without a date is asked when the year is over.
    clock = at(END - 1);
    return presales;
  } catch (error) {
    await presales.close();
    throw error;
  }
};
