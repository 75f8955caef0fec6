import type { StoredEvent } from '@presales/kernel';
import fc from 'fast-check';

/** Text in which a terminal would find orders, and everything else that text can be. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom(
      '\u001b',
      '[31m',
      '\u0007',
      '\r',
      '\n',
      '\u009b',
      '\u202e',
      '\u007f',
      'a',
      '-',
      '"',
    ),
    maxLength: 8,
  }),
);

const number = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(400, -1, 1e9, 1e300, Number.POSITIVE_INFINITY, 1.5),
);

/** Money and what looks like it. */
const money = fc.record({
  amount: number,
  currency: fc.oneof(fc.constant('EUR'), text),
  scale: number,
});

/** Lists or objects within one another. */
const nested = fc
  .tuple(fc.integer({ min: 1, max: 12_000 }), fc.boolean())
  .map(([levels, isList]) => {
    let value: unknown = 1;
    for (let level = 0; level < levels; level += 1) value = isList ? [value] : { a: value };
    return value;
  });

/** Anything that may stand as JSON in a log that other programs and people write to. */
export const json: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.jsonValue({ stringUnit: 'binary' }) },
  { weight: 2, arbitrary: fc.dictionary(text, fc.oneof(money, text, number, fc.constant(null))) },
  { weight: 1, arbitrary: nested },
  { weight: 1, arbitrary: fc.constantFrom(null, 5, 'text', [], {}, true) },
);

const metadata = fc.oneof(
  json,
  fc.record(
    {
      actor: fc.oneof(text, json),
      commandId: fc.oneof(text, json),
      correlationId: fc.oneof(text, json),
      causationId: fc.oneof(text, json),
      occurredAt: fc.oneof(fc.constant('2026-03-01T09:30:00.000Z'), text, json),
    },
    { requiredKeys: [] },
  ),
);

/** An event that may stand in a log whatever we think of it, but for its place. */
export const odd = fc.record({
  stream: fc.oneof(fc.constantFrom('lead-1', 'opportunity-2', 'quotation-3', 'odd'), text),
  type: fc.oneof(fc.constantFrom('LeadCaptured', 'OpportunityOpened'), text),
  id: text,
  version: fc.integer({ min: -1, max: 9 }),
  recordedAt: fc.oneof(fc.constant('2026-03-01T09:30:00.000Z'), text),
  data: json,
  metadata,
});
export type Odd = typeof odd extends fc.Arbitrary<infer Event> ? Event : never;

/** The event as a log hands it out: it trusts what was stored. */
export const stored = (event: Odd, place: number): StoredEvent =>
  ({ ...event, position: BigInt(place), revision: 0n }) as StoredEvent;
