import type { Condition, Conditions } from '../mapping/mapping.ts';
import { type SourceWords, sourceWords, type Values } from './source-words.ts';

/** The conditions of a command in words, and the columns that they look at. */
export const conditionWords = (when: Conditions, values: Values): SourceWords => {
  const all = [when].flat().map((condition) => oneCondition(condition, values));
  return {
    words: all.map(({ words }) => words).join(' and '),
    columns: all.flatMap(({ columns }) => columns),
  };
};

const oneCondition = (condition: Condition, values: Values): SourceWords => {
  const { column, value, equals, oneOf, present, not, any } = condition;
  if (not !== undefined) {
    const inner = oneCondition(not, values);
    return { ...inner, words: `not (${inner.words})` };
  }
  if (any !== undefined) {
    const each = any.map((part) => oneCondition(part, values));
    return {
      words: `(${each.map(({ words }) => words).join(' or ')})`,
      columns: each.flatMap(({ columns }) => columns),
    };
  }
  const { words, columns } = sourceWords(value ?? { column }, values);
  if (present !== undefined)
    return { words: `${words} ${present ? 'is there' : 'is empty'}`, columns };
  const wanted = (oneOf ?? [equals]).map((text) => JSON.stringify(String(text)));
  return {
    words:
      wanted.length === 1 ? `${words} is ${wanted[0]}` : `${words} is one of ${wanted.join(', ')}`,
    columns,
  };
};
