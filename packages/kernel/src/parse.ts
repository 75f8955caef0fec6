import type { z } from 'zod';
import { InvalidInput, type Problem } from './errors.ts';

/** What zod found wrong, as paths and expectations. */
export const problemsOf = (error: z.ZodError): readonly Problem[] =>
  error.issues.flatMap((issue) => flatten(issue, []));

const flatten = (issue: z.core.$ZodIssue, base: readonly PropertyKey[]): readonly Problem[] => {
  const path = [...base, ...issue.path];
  // A union whose discriminator fits says most in its nearest member's own words.
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const nearest = [...issue.errors].sort((left, right) => left.length - right.length)[0];
    if (nearest && nearest.length > 0) return nearest.flatMap((inner) => flatten(inner, path));
  }
  return [{ path: pathText(path), expected: issue.message }];
};

const pathText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, key) =>
      typeof key === 'number'
        ? `${text}[${key}]`
        : text === ''
          ? String(key)
          : `${text}.${String(key)}`,
    '',
  );

/**
 * The input as its schema's type.
 *
 * @throws InvalidInput that names every wrong place and what was expected there
 */
export const parse = <Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  what: string,
): z.output<Schema> => {
  const result = schema.safeParse(input);
  if (!result.success) throw new InvalidInput(what, problemsOf(result.error));
  return result.data;
};
