import { z } from 'zod';
import { InvalidInput, type Problem } from './errors.ts';

/**
 * The input as its schema's type.
 *
 * @throws InvalidInput that names every wrong place and what was expected there
 */
export const parse = <Schema extends z.core.$ZodType>(
  schema: Schema,
  input: unknown,
  what: string,
): z.core.output<Schema> => {
  const result = z.safeParse(schema, input);
  if (result.success) return result.data;
  // Our words cost more than parsing itself, so only input that is wrong is read once more for them.
  const { error = result.error } = z.safeParse(schema, input, { error: explain });
  throw new InvalidInput(what, problemsOf(error));
};

/** What zod found wrong, as paths and expectations; of several faults in one place the first. */
export const problemsOf = (error: z.ZodError): readonly Problem[] => {
  const places = new Map<string, Problem>();
  for (const problem of error.issues.flatMap((issue) => flatten(issue, [])))
    if (!places.has(problem.path)) places.set(problem.path, problem);
  return [...places.values()];
};

const flatten = (issue: z.core.$ZodIssue, base: readonly PropertyKey[]): readonly Problem[] => {
  const path = [...base, ...issue.path];
  // Each field that does not belong is a place of its own; zod names them all at their parent.
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: pathText([...path, key]), expected: 'unknown field' }));
  // A union without a discriminator says most in the words of the member that fits best: of the same
  // kind as the input, and with the fewest faults.
  if (issue.code === 'invalid_union') {
    const [nearest = []] = [...issue.errors].sort(
      (left, right) =>
        Number(isOfAnotherKind(left)) - Number(isOfAnotherKind(right)) ||
        left.length - right.length,
    );
    if (nearest.length > 0) return nearest.flatMap((inner) => flatten(inner, path));
  }
  return [{ path: pathText(path), expected: issue.message }];
};

const isOfAnotherKind = (issues: readonly z.core.$ZodIssue[]): boolean =>
  issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0);

const pathText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');

/** Our words for what zod finds; a schema's own message goes before them. */
export const explain: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return but(issue.input, `expected ${nouns[issue.expected] ?? issue.expected}`);
    case 'invalid_value':
      return but(issue.input, `expected ${oneOf(issue.values)}`);
    case 'invalid_union':
      return issue.discriminator === undefined
        ? undefined
        : but(
            fieldOf(issue.input, issue.discriminator),
            `expected ${oneOf(Array.isArray(issue.options) ? issue.options : [])}`,
          );
    case 'too_small':
      return bound(
        issue.origin,
        issue.inclusive === false ? 'more than' : 'at least',
        issue.minimum,
      );
    case 'too_big':
      return bound(
        issue.origin,
        issue.inclusive === false ? 'less than' : 'at most',
        issue.maximum,
      );
    default:
      return undefined;
  }
};

const nouns: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

const oneOf = (values: readonly unknown[]): string => {
  const list = values.map((value) => JSON.stringify(value)).join(', ');
  return values.length === 1 ? list : `one of ${list}`;
};

const bound = (origin: string, words: string, limit: number | bigint): string => {
  const unit = { string: ' character', array: ' item' }[origin] ?? '';
  return `expected ${words} ${limit}${unit}${unit === '' || limit === 1 ? '' : 's'}`;
};

/** What was found in place of the expected: nothing, a short value, or else its kind. */
const but = (found: unknown, expected: string): string => {
  if (found === undefined) return `missing; ${expected}`;
  if (found === null || typeof found === 'number' || typeof found === 'boolean')
    return `${expected}, got ${found}`;
  if (typeof found === 'string' && found.length <= 60)
    return `${expected}, got ${JSON.stringify(found)}`;
  return `${expected}, got ${Array.isArray(found) ? 'a list' : (nouns[typeof found] ?? typeof found)}`;
};

const fieldOf = (input: unknown, name: string): unknown =>
  typeof input === 'object' && input !== null
    ? new Map<string, unknown>(Object.entries(input)).get(name)
    : undefined;
