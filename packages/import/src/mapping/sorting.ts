import { Decimal, Instant, identityText } from '@presales/kernel';
import { z } from 'zod';
import type { SortValue } from '../table/staging.ts';
import { Unreadable } from './cell-readers.ts';
import type { Slot } from './command-shape.ts';
import { compileField } from './field.ts';
import type { Field } from './field-choice.ts';
import type { SortBy } from './mapping.ts';
import type { Path } from './mapping-document.ts';
import type { ValueType } from './source.ts';
import { resolveSource, type Scope } from './source-text.ts';

/** How a mapping sorts rows. */
export interface Sorting {
  /** Which way each value is sorted, most important first. */
  readonly directions: readonly ('asc' | 'desc')[];
  /** What a row is sorted by; nothing where a cell is empty or cannot be read. */
  readonly of: (cells: readonly string[]) => readonly SortValue[];
  /** Why a row has no place in the order: a cell that cannot be read. */
  readonly fault: (cells: readonly string[]) => string | undefined;
}

/** @throws ImportError `import/mapping` for a source that is not there, or an order of what is no text */
export const compileSorting = (sorts: readonly SortBy[], scope: Scope): Sorting => {
  const keys = sorts.map((sort, index) => compileKey(sort, ['sort', index], scope));
  return {
    directions: sorts.map(({ descending }) => (descending ? 'desc' : 'asc')),
    of: (cells) => keys.map((key) => key.of(cells)),
    fault: (cells) => {
      for (const { field } of keys) {
        const value = field.value(cells);
        if (!(value instanceof Unreadable)) continue;
        const found = value.found ?? field.text(cells);
        const text = typeof found === 'string' ? `, found ${JSON.stringify(found)}` : '';
        return `sort: ${value.label ?? field.label}: ${value.expected}${text}`;
      }
      return undefined;
    },
  };
};

interface SortKey {
  readonly field: Field;
  readonly of: (cells: readonly string[]) => SortValue;
}

const compileKey = ({ by, order }: SortBy, path: Path, scope: Scope): SortKey => {
  const resolved = resolveSource(by, [...path, 'by'], scope);
  const type = resolved.from === 'constant' ? 'text' : (resolved.source.type ?? 'text');
  const field = compileField(by, [...path, 'by'], scope, slots[type]);
  if (order === undefined) return { field, of: (cells) => sortValue(field.value(cells), type) };
  if (type !== 'text')
    throw scope.document.wrong([...path, 'order'], 'expected it beside text only');
  const places = new Map(order.map((text, place) => [identityText(text), place]));
  return {
    field,
    of: (cells) => {
      const text = sortValue(field.value(cells), type);
      return text === null ? null : (places.get(identityText(String(text))) ?? order.length);
    },
  };
};

const sortValue = (value: unknown, type: ValueType): SortValue => {
  if (typeof value === 'number' || typeof value === 'boolean') return Number(value);
  if (typeof value === 'string')
    return ['decimal', 'percent', 'part'].includes(type) ? Number(value) : value;
  // A cell that is empty or cannot be read, and an amount, whose currency would be compared too.
  return null;
};

const text: Slot = { kind: 'text', schemas: [z.string()] };
const instants: Slot = { kind: 'instant', schemas: [Instant] };

/** What a value is read as to be compared. */
const slots: Readonly<Record<ValueType, Slot>> = {
  text,
  currency: text,
  decimal: { kind: 'text', schemas: [Decimal] },
  part: { kind: 'text', schemas: [Decimal], ofPercent: 'percent-text' },
  percent: { kind: 'text', schemas: [Decimal], ofPercent: 'percent-text' },
  boolean: { kind: 'boolean', schemas: [z.boolean()] },
  integer: { kind: 'number', schemas: [z.number()] },
  date: instants,
  'date-time': instants,
  money: text,
};
