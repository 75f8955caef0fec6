import { join } from 'node:path';
import { type DemoPlace, shortYear, tell } from '@presales/demo';
import type { Presales } from '@presales/runtime';

/** Where a demo of a test lies. */
export const placeIn = (directory: string, name = 'demo'): { readonly eventLog: string } => ({
  eventLog: `sqlite:${join(directory, `${name}.db`)}`,
});

/** Tells a short year to a place; the caller closes it. */
export const tellShortly = (place: DemoPlace): Promise<Presales> =>
  tell(place, { seed: 1, size: shortYear });
