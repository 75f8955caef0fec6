import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BasisPoints, Decimal, Instant, LocalDate, Money } from '@presales/kernel';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { Unreadable } from '../src/mapping/cell-readers.ts';
import { resolve, type Slot } from '../src/mapping/command-shape.ts';
import { compileField } from '../src/mapping/field.ts';
import { mappingDocument } from '../src/mapping/mapping-document.ts';
import { importPlan } from '../src/mapping/plan.ts';
import { columnsOf } from '../src/table/header.ts';

const reference = readFileSync(
  join(__dirname, '..', '..', '..', 'docs', 'reference', 'mapping.md'),
  'utf8',
);

/** The fields that the reference speaks of. */
const fields = z.strictObject({
  money: Money,
  'basis points': BasisPoints,
  decimal: Decimal,
  boolean: z.boolean(),
  date: LocalDate,
  instant: Instant,
  text: z.string(),
});

const slotOf = (field: string): Slot => {
  const resolved = resolve(fields, field);
  if (!resolved.found) throw new Error(`no field ${field}`);
  return resolved.slot;
};

/** The rows of all tables that say which source makes which value of which cells. */
const examples = reference
  .split('\n\n')
  .filter((block) => block.startsWith('| field | source | cells | value |'))
  .flatMap((block) => block.split('\n').slice(2))
  .filter((line) => line.startsWith('|'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replace(/^`|`$/g, '')),
  );

/** A flow of YAML; without braces it is the inside of some. */
const cellsOf = (text: string) =>
  z.record(z.string(), z.coerce.string()).parse(parse(`{ ${text} }`));

it('the reference has examples of sources', () => {
  expect(examples.length).toBeGreaterThan(10);
});

it.each(examples)('as the reference says, a field of %s from %s, with %s, is %s', (...example) => {
  const [field = '', source = '', given = '', value = ''] = example;
  const cells = cellsOf(given);
  const document = mappingDocument('m', 'name: m\nrows: [{ command: X, fields: {} }]');
  const columns = columnsOf('f', Object.keys(cells));
  const scope = { document, file: 'f', columns, joined: new Map() };
  const compiled = compileField(parse(source), [], scope, slotOf(field));
  const read = compiled.value(Object.values(cells));
  const found = read instanceof Unreadable ? `unreadable: ${read.expected}` : read;
  expect(found).toEqual(parse(value) ?? undefined);
});

/** Pieces of mappings that the reference shows: keys of the whole, and of a command. */
const pieces = [...reference.matchAll(/```yaml\n([\s\S]*?)```/g)]
  .map(([, text = '']) => text)
  .filter((text) => /^(values|sort|when|numbers):/.test(text));

it.each(pieces)('as the reference says, a mapping may have %s', (piece) => {
  const when = piece.startsWith('when:');
  const row = {
    command: 'ReopenOpportunity',
    ...(when ? parse(piece) : {}),
    // A value is read where it is used.
    fields: {
      opportunityId: piece.startsWith('values:') ? '$offer' : 'D',
      reason: 'error',
      at: '2024-01-01',
    },
  };
  const document = mappingDocument(
    'm',
    stringify({ name: 'm', rows: [row], ...(when ? {} : parse(piece)) }),
  );
  const columns = columnsOf('f', ['timestamp', 'activity', 'case', 'stage']);
  expect(importPlan({ document, input: { file: 'f', columns }, joined: new Map() }).rows.over).toBe(
    'input',
  );
});
