import {
  CreditSplit,
  DealValue,
  EmailAddress,
  PositiveMoney,
  PriceRounding,
} from '@presales/domain';
import { CommandMark, RowMark } from '@presales/domain/import-record';
import { LeadSource } from '@presales/domain/lead';
import {
  type Aggregate,
  type CodedRefusal,
  type CommandMessage,
  CurrencyCode,
  Decimal,
  FineBasisPoints,
  Id,
  Instant,
  LocalDate,
  limits,
  type Message,
  type MessageUnion,
  Money,
  messageTypes,
  NonNegativeMoney,
  Note,
  type Of,
  Percentage,
  PositiveDecimal,
  Text,
  WHOLE,
  Zone,
} from '@presales/kernel';
import fc, { type Arbitrary } from 'fast-check';
import { z } from 'zod';

/**
 * Values are drawn from small pools, the first of them more often. In histories whose ids, days and
 * amounts never repeat, no command would have anything to do with an earlier one.
 */
const ids = fc.constantFrom('a', 'a', 'a', 'b', 'b', 'c', '__proto__', 'x/y');
const currencies = fc.constantFrom('EUR', 'EUR', 'USD', 'JPY', 'BHD');

const amounts = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -2_000, max: 200_000 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1, -1, limits.amount, -limits.amount) },
);
const scales = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(0, 2, 3) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: limits.decimalScale }) },
);
const monies = fc.record({ amount: amounts, currency: currencies, scale: scales });

const positiveDecimals = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('1', '1.0', '6', '0.125', '12.3', '1.0842') },
  { weight: 1, arbitrary: fc.constantFrom('0.000000001', '999999999999999', '999999.999999999') },
);

const dealValues = fc
  .tuple(currencies, scales, amounts, amounts, amounts, fc.nat({ max: 9 }))
  .map(([currency, scale, net, margin, unknown, stray]) => ({
    net: { amount: net, currency, scale },
    margin: { amount: margin, currency, scale },
    // Mostly as values are, of which no more than the net is of unknown cost (B34).
    netOfUnknownCost: {
      amount: stray === 0 ? unknown : Math.max(Math.min(unknown, net), Math.min(net, 0)),
      currency,
      scale,
    },
  }));

/** Schemas whose refinements cannot be seen from their structure, and values that fit each. */
const known = new Map<unknown, Arbitrary<unknown>>([
  [Id, ids],
  [LeadSource, fc.constantFrom('referral', 'trade-fair', 'lost-opportunity', 'podcast')],
  [RowMark, fc.constantFrom('a'.repeat(22), `b-_${'9'.repeat(19)}`)],
  [CommandMark, fc.constantFrom('c'.repeat(22), 'd'.repeat(44))],
  [Text, fc.constantFrom('North', 'Too dear', 'Ünïcødé 🚀')],
  [EmailAddress, fc.constantFrom('anna@example.org', 'b@example.com', 'josé@bücher.example')],
  [Note, fc.constantFrom('Called twice.', 'One line\nand another')],
  [
    Instant,
    fc.constantFrom(
      '2026-03-01T09:00:00.000Z',
      '2026-03-31T21:59:59.999Z',
      '2026-03-31T22:00:00.000Z',
      '2026-04-01T00:00:00.000Z',
      '0000-01-01T00:00:00.000Z',
      '9999-12-31T23:59:59.999Z',
    ),
  ],
  [
    LocalDate,
    fc.constantFrom('2026-02-28', '2026-03-01', '2026-03-31', '2026-04-01', '9999-12-31'),
  ],
  [Zone, fc.constantFrom('UTC', 'Europe/Bucharest', 'Pacific/Kiritimati', 'America/Los_Angeles')],
  [CurrencyCode, currencies],
  [Decimal, fc.oneof(positiveDecimals, fc.constantFrom('0', '-3', '-0.5'))],
  [PositiveDecimal, positiveDecimals],
  [Percentage, fc.constantFrom('19', '8.875', '9.975', '5.00', '0', '100')],
  [FineBasisPoints, fc.constantFrom(0, 1, 750, 833.33, 3_333, 10_000)],
  [Money, monies],
  [NonNegativeMoney, monies.map((money) => ({ ...money, amount: Math.abs(money.amount) }))],
  [PositiveMoney, monies.map((money) => ({ ...money, amount: Math.abs(money.amount) || 1 }))],
  [
    PriceRounding,
    fc.constantFrom(
      { step: '0.01', direction: 'nearest' },
      { step: '1', ending: '0.99', direction: 'up' },
      { step: '10', ending: '9.90', direction: 'down' },
    ),
  ],
  [DealValue, dealValues],
  [CreditSplit, fc.constantFrom([{ salespersonId: 'a', share: WHOLE }])],
]);

/**
 * Any value that fits a schema. Ids, texts, days, money and the like come from small pools; the rest
 * follows the structure of the schema. A value that a refinement rejects is drawn again.
 */
export const fitting = <Schema extends z.core.$ZodType>(
  schema: Schema,
): Arbitrary<z.core.output<Schema>> =>
  shaped(schema).filter(
    (value): value is z.core.output<Schema> => z.safeParse(schema, value).success,
  );

/**
 * Messages of one type of a union, drawn from its own schema: drawing from the union until the type
 * comes up would take long.
 */
export const ofType = <M extends Message, Type extends M['type']>(
  union: MessageUnion<M>,
  type: Type,
): Arbitrary<Of<M, Type>> => {
  const schema = union.options[messageTypes(union).indexOf(type)];
  if (schema === undefined) throw new TypeError(`no message ${type} in this union`);
  // The schema of a type lets through its own member of the union and nothing else.
  return fitting(schema) as Arbitrary<Of<M, Type>>;
};

/** Any command that fits the schema of an aggregate; every type is equally frequent. */
export const commandsFor = <
  Command extends CommandMessage,
  State,
  Event extends Message,
  Refusal extends CodedRefusal,
>({
  commands,
}: Aggregate<Command, State, Event, Refusal>): Arbitrary<Command> => fitting(commands);

/** Any event that fits the schema of an aggregate, regardless of any history. */
export const eventsFor = <
  Command extends CommandMessage,
  State,
  Event extends Message,
  Refusal extends CodedRefusal,
>({
  events,
}: Aggregate<Command, State, Event, Refusal>): Arbitrary<Event> => fitting(events);

const shaped = (schema: unknown): Arbitrary<unknown> => {
  const ready = known.get(schema);
  if (ready !== undefined) return ready;
  if (schema instanceof z.ZodReadonly) return shaped(schema.unwrap());
  if (schema instanceof z.ZodLiteral) return fc.constantFrom(...schema.values);
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options);
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  if (schema instanceof z.ZodNumber) return wholeNumbers(schema);
  if (schema instanceof z.ZodUnion) return fc.oneof(...schema.options.map(shaped));
  if (schema instanceof z.ZodArray)
    return fc.array(shaped(schema.element), { minLength: 1, maxLength: 3 });
  if (schema instanceof z.ZodObject) return fields(schema);
  throw new TypeError('no arbitrary for this schema: give it a pool of its own');
};

/** An object in which each optional field is present half of the time. */
const fields = ({ shape }: z.ZodObject): Arbitrary<unknown> =>
  fc
    .record(
      Object.fromEntries(
        Object.entries(shape).map(([name, field]) => [
          name,
          field instanceof z.ZodOptional
            ? fc.option(shaped(field.unwrap()), { nil: undefined, freq: 2 })
            : shaped(field),
        ]),
      ),
    )
    .map((all) =>
      Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
    );

/** Mostly numbers near the lower bound, so that versions and counts repeat. */
const wholeNumbers = ({ minValue, maxValue }: z.ZodNumber): Arbitrary<number> => {
  const min = Math.max(minValue ?? 0, Number.MIN_SAFE_INTEGER);
  const max = Math.min(maxValue ?? Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  return fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min, max: Math.min(min + 3, max) }) },
    { weight: 1, arbitrary: fc.constantFrom(min, max) },
  );
};
