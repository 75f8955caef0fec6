import { countText } from './numbers.ts';
import { widthOf } from './table.ts';

const MOST = 3;

/** The first of a list, as many as are no wider together, and how many more there are. */
export const firstOf = (texts: readonly string[], width = Number.POSITIVE_INFINITY): string => {
  let shown = texts.slice(0, MOST);
  while (shown.length > 1 && widthOf(shown.join(', ')) > width) shown = shown.slice(0, -1);
  const more = texts.length - shown.length;
  return `${shown.join(', ')}${more === 0 ? '' : ` and ${countText(more)} more`}`;
};
