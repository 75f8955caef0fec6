import * as domain from '@presales/domain';
import * as activity from '@presales/domain/activity';
import * as campaign from '@presales/domain/campaign';
import * as campaignMember from '@presales/domain/campaign-member';
import * as engagement from '@presales/domain/engagement';
import * as exchangeRate from '@presales/domain/exchange-rate';
import * as importRecord from '@presales/domain/import-record';
import * as inquiry from '@presales/domain/inquiry';
import * as lead from '@presales/domain/lead';
import * as leadDistribution from '@presales/domain/lead-distribution';
import * as opportunity from '@presales/domain/opportunity';
import * as party from '@presales/domain/party';
import * as pipeline from '@presales/domain/pipeline';
import * as priceList from '@presales/domain/price-list';
import * as product from '@presales/domain/product';
import * as quotation from '@presales/domain/quotation';
import * as shopOrder from '@presales/domain/shop-order';
import * as supplier from '@presales/domain/supplier';
import * as target from '@presales/domain/target';
import * as team from '@presales/domain/team';
import * as kernel from '@presales/kernel';
import { z } from 'zod';

/** What is exported of each aggregate beside it. */
const ofAggregates: Readonly<Record<domain.AggregateName, object>> = {
  activity,
  campaign,
  campaignMember,
  engagement,
  exchangeRate,
  importRecord,
  inquiry,
  lead,
  leadDistribution,
  opportunity,
  party,
  pipeline,
  priceList,
  product,
  quotation,
  shopOrder,
  supplier,
  target,
  team,
};

/** The exported schemas by themselves: a field is called by the name that a reader can look up. */
const names = new Map<unknown, string>(
  [kernel, domain, ...Object.values(ofAggregates)].flatMap((module) =>
    Object.entries(module).flatMap(([name, value]): [unknown, string][] =>
      value instanceof z.ZodType ? [[value, name]] : [],
    ),
  ),
);

/** The type that a schema stands for, as TypeScript would write it: by its name where it has one. */
export const typeText = (schema: unknown): string => names.get(schema) ?? shapeText(schema);

/** What a schema is made of, itself unnamed, in the names of its parts. */
export const shapeText = (schema: unknown): string => {
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

/** The named schemas that a schema mentions, and those that they mention in turn. */
export const namedWithin = (schema: unknown, found = new Map<string, unknown>()) => {
  const name = names.get(schema);
  if (name !== undefined) {
    if (found.has(name)) return found;
    found.set(name, schema);
  }
  for (const part of partsOf(schema)) namedWithin(part, found);
  return found;
};

const partsOf = (schema: unknown): readonly unknown[] => {
  if (schema instanceof z.ZodReadonly || schema instanceof z.ZodOptional) return [schema.unwrap()];
  if (schema instanceof z.ZodUnion) return schema.options;
  if (schema instanceof z.ZodArray) return [schema.element];
  if (schema instanceof z.ZodObject) return Object.values(schema.shape);
  return [];
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
