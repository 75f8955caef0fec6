import { BEGINNING, type Instant } from '@presales/kernel';
import { readModels } from '@presales/projections';
import { open, type Presales } from '@presales/runtime';
import type { Context } from '../commands/context.ts';
import { Interrupted } from '../errors.ts';
import { type DemoPlace, isComplete } from './demo-log.ts';
import { perform } from './perform.ts';
import { type StorySize, storyOf } from './story.ts';
import { at, morningOf } from './timeline.ts';

/**
 * Writes the story of a seed to its place, or the rest of it, and hands over what is open then.
 *
 * @throws Interrupted when the user interrupts; run again, it goes on from there
 */
export const tell = async (
  context: Pick<Context, 'progress' | 'signal'>,
  place: DemoPlace,
  seed: number,
  size: StorySize,
): Promise<Presales> => {
  const lines = await storyOf(seed, size);
  let clock: Instant = at(morningOf(1, 1));
  // What a power cut takes away of a demo is written again by the next run.
  const presales = await open({
    ...place,
    project: false,
    now: () => clock,
    durability: 'normal',
  });
  const progress = context.progress('Writing');
  try {
    // Read models that are there before the log is have been made from another one.
    if ((await presales.log.head()) === BEGINNING)
      for (const { name } of readModels) await presales.rebuild(name);
    const toldAll =
      (await isComplete(presales.log, lines)) ||
      (await perform(lines, {
        stage: presales,
        setClock: (now) => {
          clock = now;
        },
        at: (done) => progress.at(done, lines.length),
        signal: context.signal,
      }));
    if (!toldAll) throw new Interrupted('interrupted; run it again to go on');
    return presales;
  } catch (error) {
    await presales.close();
    throw error;
  } finally {
    progress.stop();
  }
};
