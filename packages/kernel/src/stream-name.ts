import { InvalidInput } from './errors.ts';
import { parse } from './parse.ts';
import { Id } from './scalars.ts';

const categoryPattern = /^[a-z][a-zA-Z0-9]*$/;

/**
 * The stream of one aggregate: `category-id`. The category ends at the first dash, as
 * EventStoreDB's `$by_category` has it, so a category has none.
 *
 * @throws InvalidInput
 */
export const streamName = (category: string, id: string): string => {
  if (!categoryPattern.test(category))
    throw new InvalidInput('stream name', [
      { path: 'category', expected: 'expected letters and digits, beginning in lower case' },
    ]);
  return `${category}-${parse(Id, id, `id of a stream in category ${category}`)}`;
};

/** The category of a stream: what stands before its first dash. */
export const categoryOf = (stream: string): string => {
  const dash = stream.indexOf('-');
  return dash < 0 ? stream : stream.slice(0, dash);
};

/** The id in a stream's name: what stands after its first dash, or all of it without one. */
export const idOf = (stream: string): string => stream.slice(stream.indexOf('-') + 1);
