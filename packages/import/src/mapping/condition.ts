import { identityText } from '@presales/kernel';
import { Unreadable } from './cell-readers.ts';
import type { Condition, Conditions } from './mapping.ts';
import type { Path } from './mapping-document.ts';
import { knownTexts, type Scope, textSource } from './source-text.ts';

/** Whether a row issues a command; unreadable where a value is none of those that it may have. */
export type Test = (cells: readonly string[]) => boolean | Unreadable;

/**
 * The test that all conditions make together, in their order: what comes after one that does not hold
 * is not asked. None holds always. A value is compared as text, in the form in which it identifies,
 * after its aliases and default.
 */
export const compileConditions = (when: Conditions | undefined, path: Path, scope: Scope): Test => {
  if (when === undefined) return () => true;
  const tests = Array.isArray(when)
    ? when.map((condition, index) => compileCondition(condition, [...path, index], scope, false))
    : [compileCondition(when as Condition, path, scope, false)];
  return (cells) => {
    for (const test of tests) {
      const holds = test(cells);
      if (holds !== true) return holds;
    }
    return true;
  };
};

const compileCondition = (
  condition: Condition,
  path: Path,
  scope: Scope,
  negated: boolean,
): Test => {
  if (condition.not !== undefined) {
    const test = compileCondition(condition.not, [...path, 'not'], scope, !negated);
    return (cells) => {
      const holds = test(cells);
      return holds instanceof Unreadable ? holds : !holds;
    };
  }
  if (condition.any !== undefined)
    return anyOf(
      condition.any.map((each, index) =>
        compileCondition(each, [...path, 'any', index], scope, negated),
      ),
    );
  return compileTest(condition, path, scope, negated);
};

/** Holds where one of the tests does; unreadable where none does and one might have. */
const anyOf =
  (tests: readonly Test[]): Test =>
  (cells) => {
    let unreadable: Unreadable | undefined;
    for (const test of tests) {
      const holds = test(cells);
      if (holds === true) return true;
      if (holds instanceof Unreadable) unreadable ??= holds;
    }
    return unreadable ?? false;
  };

const compileTest = (condition: Condition, path: Path, scope: Scope, negated: boolean): Test => {
  const { column, value, present, equals, oneOf, ignore = [] } = condition;
  const { text, label, declared } =
    value === undefined
      ? textSource({ column }, path, scope)
      : textSource(value, [...path, 'value'], scope);
  const textOf = (cells: readonly string[]) => {
    const found = text(cells);
    return found instanceof Unreadable
      ? new Unreadable(found.expected, found.found, found.label ?? label)
      : found;
  };
  if (present !== undefined)
    return (cells) => {
      const found = textOf(cells);
      return found instanceof Unreadable ? found : (found !== undefined) === present;
    };
  const wanted = [oneOf ?? equals ?? []].flat();
  const texts = knownTexts(wanted);
  const known = [...knownTexts([...wanted, ...ignore, ...declared])];
  scope.compared?.({ label, text, known, negated });
  return (cells) => {
    const found = textOf(cells);
    if (found instanceof Unreadable) return found;
    return found !== undefined && texts.has(identityText(found));
  };
};
