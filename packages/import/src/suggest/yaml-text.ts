/** What is written for something that a person has to decide; no import takes it. */
export const undecided = 'DECIDE';

/** A value as it stands in a mapping, on one line. */
export type Flow =
  | string
  | number
  | boolean
  | readonly Flow[]
  | { readonly [key: string]: Flow | undefined };

/** A value as YAML on one line; what is undefined is left out. */
export const flow = (value: Flow): string => {
  if (typeof value === 'string') return scalar(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (isList(value)) return `[${value.map(flow).join(', ')}]`;
  const fields = Object.entries(value).flatMap(([key, part]) =>
    part === undefined ? [] : [`${scalar(key)}: ${flow(part)}`],
  );
  return `{ ${fields.join(', ')} }`;
};

const isList = (value: Flow): value is readonly Flow[] => Array.isArray(value);

/** Words that YAML, or some reader of it, takes for something else than text. */
const taken = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

/** Text as a scalar: in quotes where it would be taken for something else. */
const scalar = (text: string): string =>
  /^\$?\p{L}[\p{L}\p{N} _./-]*$/u.test(text) && !taken.test(text) && !text.endsWith(' ')
    ? text
    : JSON.stringify(text);

/** A name for comments: nothing in it ends the line. */
export const quoted = (text: string): string => JSON.stringify(text);

/** Several names for comments, the first ones. */
export const listed = (texts: readonly string[], most = 12): string =>
  texts.length <= most
    ? texts.map(quoted).join(', ')
    : `${texts.slice(0, most).map(quoted).join(', ')} and ${texts.length - most} more`;
