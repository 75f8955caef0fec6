import * as domain from '@presales/domain';
import * as kernel from '@presales/kernel';
import { z } from 'zod';

/** The exported schemas by themselves: a field is called by the name that a reader can look up. */
const names = new Map<unknown, string>(
  [kernel, domain].flatMap((module) =>
    Object.entries(module).flatMap(([name, value]): [unknown, string][] =>
      value instanceof z.ZodType ? [[value, name]] : [],
    ),
  ),
);

/** The type that a schema stands for, as TypeScript would write it. */
export const typeText = (schema: unknown): string => {
  const name = names.get(schema);
  if (name !== undefined) return name;
  if (schema instanceof z.ZodReadonly || schema instanceof z.ZodOptional)
    return typeText(schema.unwrap());
  if (schema instanceof z.ZodLiteral)
    return [...schema.values].map((value) => JSON.stringify(value)).join(' | ');
  if (schema instanceof z.ZodEnum)
    return schema.options.map((value) => JSON.stringify(value)).join(' | ');
  if (schema instanceof z.ZodBoolean) return 'boolean';
  if (schema instanceof z.ZodNumber) return wholeNumber(schema);
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat) return 'string';
  if (schema instanceof z.ZodUnion) return schema.options.map(typeText).join(' | ');
  if (schema instanceof z.ZodArray) {
    const element = typeText(schema.element);
    return element.includes(' | ') ? `(${element})[]` : `${element}[]`;
  }
  if (schema instanceof z.ZodObject)
    return `{ ${fieldsOf(schema)
      .map(({ name, optional, type }) => `${name}${optional ? '?' : ''}: ${type}`)
      .join('; ')} }`;
  throw new TypeError('a schema that the reference cannot name: teach typeText its kind');
};

/** One field of an object. */
export interface Field {
  readonly name: string;
  readonly optional: boolean;
  readonly type: string;
}

/** The fields of an object schema, in the order they are written. */
export const fieldsOf = ({ shape }: z.ZodObject): readonly Field[] =>
  Object.entries(shape).map(([name, field]) => ({
    name,
    optional: field instanceof z.ZodOptional,
    type: typeText(field),
  }));

/** A whole number and the bounds that were set by hand. */
const wholeNumber = ({ minValue, maxValue }: z.ZodNumber): string => {
  const bounds = [
    ...(minValue !== null && minValue > Number.MIN_SAFE_INTEGER ? [`from ${minValue}`] : []),
    ...(maxValue !== null && maxValue < Number.MAX_SAFE_INTEGER ? [`to ${maxValue}`] : []),
  ];
  return ['integer', ...bounds].join(' ');
};
