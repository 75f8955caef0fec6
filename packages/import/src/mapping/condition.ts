import { identityText } from '@presales/kernel';
import { Unreadable } from './cell-readers.ts';
import type { Condition } from './mapping.ts';
import type { Path } from './mapping-document.ts';
import { type Scope, textSource } from './source-text.ts';

/** Whether a row issues a command. */
export type Test = (cells: readonly string[]) => boolean;

/**
 * The test that all conditions make together; none holds always. A value is compared as text, in the
 * form in which it identifies, after its aliases and default; one that a join does not find counts as absent.
 */
export const compileConditions = (
  when: Condition | Condition[] | undefined,
  path: Path,
  scope: Scope,
): Test => {
  if (when === undefined) return () => true;
  const tests = Array.isArray(when)
    ? when.map((condition, index) => compileCondition(condition, [...path, index], scope))
    : [compileCondition(when, path, scope)];
  return (cells) => tests.every((test) => test(cells));
};

const compileCondition = (condition: Condition, path: Path, scope: Scope): Test => {
  const { column, value, present, equals, oneOf } = condition;
  const { text } =
    value === undefined
      ? textSource({ column }, path, scope)
      : textSource(value, [...path, 'value'], scope);
  const textOf = (cells: readonly string[]) => {
    const found = text(cells);
    return found instanceof Unreadable ? undefined : found;
  };
  if (present !== undefined) return (cells) => (textOf(cells) !== undefined) === present;
  const wanted = new Set((oneOf ?? [equals]).map((one) => identityText(String(one))));
  return (cells) => {
    const found = textOf(cells);
    return found !== undefined && wanted.has(identityText(found));
  };
};
