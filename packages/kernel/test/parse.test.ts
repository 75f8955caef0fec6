import { CurrencyCode, InvalidInput, message, parse } from '@presales/kernel';
import { z } from 'zod';

const Command = z.discriminatedUnion('type', [
  message('Order', {
    sku: z.string().min(1).max(3),
    quantity: z.int().positive(),
    price: z.number().min(1).max(10).optional(),
    currency: CurrencyCode.optional(),
    tags: z
      .array(z.enum(['new', 'used']))
      .min(1)
      .max(2)
      .optional(),
    gift: z.boolean().optional(),
  }),
  message('Pay', {
    by: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('card'), number: z.string() }),
      z.strictObject({ kind: z.literal('cash') }),
    ]),
    to: z
      .union([
        z.strictObject({ iban: z.string() }),
        z.strictObject({ email: z.string(), name: z.string() }),
        z.array(z.string()).min(1),
      ])
      .optional(),
  }),
]);

const order = (data: object) => ({ type: 'Order', data: { sku: 'a', quantity: 1, ...data } });
const pay = (data: object) => ({ type: 'Pay', data: { by: { kind: 'cash' }, ...data } });

const problems = (input: unknown): readonly string[] => {
  try {
    parse(Command, input, 'command');
  } catch (error) {
    if (error instanceof InvalidInput)
      return error.problems.map(({ path, expected }) => `${path} | ${expected}`);
    throw error;
  }
  return [];
};

describe('input', () => {
  it('that fits is handed on', () => expect(problems(order({ tags: ['new'] }))).toEqual([]));

  it.each([
    [
      'an unknown command',
      { type: 'Sell', data: {} },
      ['type | expected one of "Order", "Pay", got "Sell"'],
    ],
    ['no type', { data: {} }, ['type | missing; expected one of "Order", "Pay"']],
    ['nothing', undefined, [' | missing; expected an object']],
    ['null', null, [' | expected an object, got null']],
    ['text', 'Order', [' | expected an object, got "Order"']],
    ['a list', [], [' | expected an object, got a list']],
    ['an unknown field', order({ qantity: 1 }), ['data.qantity | unknown field']],
    [
      'two unknown fields',
      order({ a: 1, b: 1 }),
      ['data.a | unknown field', 'data.b | unknown field'],
    ],
    ['an unknown field beside data', { ...order({}), note: '' }, ['note | unknown field']],
    ['a missing field', order({ sku: undefined }), ['data.sku | missing; expected text']],
    ['no data', { type: 'Order' }, ['data | missing; expected an object']],
    ['a number for text', order({ sku: 5 }), ['data.sku | expected text, got 5']],
    ['text for a number', order({ quantity: '5' }), ['data.quantity | expected a number, got "5"']],
    [
      'long text for a number',
      order({ quantity: '5'.repeat(61) }),
      ['data.quantity | expected a number, got text'],
    ],
    ['an object for text', order({ sku: {} }), ['data.sku | expected text, got an object']],
    ['a list for text', order({ sku: [] }), ['data.sku | expected text, got a list']],
    ['text for a list', order({ tags: 'new' }), ['data.tags | expected a list, got "new"']],
    [
      'text for yes or no',
      order({ gift: 'yes' }),
      ['data.gift | expected true or false, got "yes"'],
    ],
    ['a fraction', order({ quantity: 1.5 }), ['data.quantity | expected a whole number, got 1.5']],
    ['a negative quantity', order({ quantity: -2 }), ['data.quantity | expected more than 0']],
    ['too small a number', order({ price: 0 }), ['data.price | expected at least 1']],
    ['too large a number', order({ price: 11 }), ['data.price | expected at most 10']],
    ['empty text', order({ sku: '' }), ['data.sku | expected at least 1 character']],
    ['too long text', order({ sku: 'abcd' }), ['data.sku | expected at most 3 characters']],
    ['an empty list', order({ tags: [] }), ['data.tags | expected at least 1 item']],
    [
      'too long a list',
      order({ tags: ['new', 'new', 'new'] }),
      ['data.tags | expected at most 2 items'],
    ],
    [
      'an unknown choice',
      order({ tags: ['new', 'old'] }),
      ['data.tags[1] | expected one of "new", "used", got "old"'],
    ],
    [
      'an unknown currency',
      order({ currency: 'EURO' }),
      ['data.currency | expected an ISO 4217 currency code such as "EUR"'],
    ],
    [
      'an unknown kind within',
      pay({ by: { kind: 'gold' } }),
      ['data.by.kind | expected one of "card", "cash", got "gold"'],
    ],
    [
      'a wrong member of a union',
      pay({ by: { kind: 'card', number: 1 } }),
      ['data.by.number | expected text, got 1'],
    ],
    [
      'a union met best by one member',
      pay({ to: { email: 'x', name: 1 } }),
      ['data.to.name | expected text, got 1'],
    ],
    [
      'a list with two faults where an object may stand too',
      pay({ to: [1, 2] }),
      ['data.to[0] | expected text, got 1', 'data.to[1] | expected text, got 2'],
    ],
    [
      'an object with two faults where a list may stand too',
      pay({ to: { iban: 1, bic: 'x' } }),
      ['data.to.iban | expected text, got 1', 'data.to.bic | unknown field'],
    ],
    [
      'several faults',
      order({ sku: 1, quantity: 0 }),
      ['data.sku | expected text, got 1', 'data.quantity | expected more than 0'],
    ],
  ])('with %s names the place and what was expected', (_, input, expected) =>
    expect(problems(input)).toEqual(expected),
  );

  it('that is wrong is one error with a code, a message for people and a list for programs', () =>
    expect(() => parse(Command, order({ sku: 1, extra: 2 }), 'command Order')).toThrow(
      expect.objectContaining({
        name: 'InvalidInput',
        code: 'input/invalid',
        message: 'command Order: data.sku: expected text, got 1; data.extra: unknown field',
        problems: [
          { path: 'data.sku', expected: 'expected text, got 1' },
          { path: 'data.extra', expected: 'unknown field' },
        ],
      }),
    ));

  it('cannot smuggle in a prototype', () => {
    const input: unknown = JSON.parse(
      '{"type":"Order","data":{"sku":"a","quantity":1,"__proto__":{"gift":true}}}',
    );
    expect(problems(input)).toEqual(['data.__proto__ | unknown field']);
  });
});
