import { join } from 'node:path';
import type { Presales } from '@presales/runtime';
import type { DemoPlace } from '../src/demo/demo-log.ts';
import type { StorySize } from '../src/demo/story.ts';
import { tell } from '../src/demo/tell.ts';
import { noProgress } from '../src/progress.ts';

/** A short year: the same people and campaigns, far fewer leads. */
export const shortYear: StorySize = { leads: 60, inquiries: 12 };

/** Where a demo of a test lies. */
export const placeIn = (directory: string, name = 'demo'): { readonly eventLog: string } => ({
  eventLog: `sqlite:${join(directory, `${name}.db`)}`,
});

/** Tells a short year to a place; the caller closes it. */
export const tellShortly = (
  place: DemoPlace,
  seed = 1,
  signal: AbortSignal = new AbortController().signal,
): Promise<Presales> => tell({ progress: () => noProgress, signal }, place, seed, shortYear);
