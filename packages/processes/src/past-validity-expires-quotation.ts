import {
  endOfDay,
  type Instant,
  LAST_DAY,
  type LocalDate,
  type RecordedEvent,
} from '@presales/kernel';
import { type DueRow, dueTable, setBy } from './deadline.ts';
import { defineProcess, type Process } from './process.ts';

/** The validity of the version that a customer holds, or has begun to take. */
interface Validity extends DueRow {
  readonly zone: string;
  /** That version; null before any was sent. */
  readonly version: number | null;
  /** The last valid day of every version that was sent, as JSON. */
  readonly days: string;
}

const validities = dueTable<Validity>('past_validity_expires_quotation', {
  zone: 'text',
  version: 'integer?',
  days: 'text',
});

const keys = ({ data }: { readonly data: { readonly quotationId: string } }) => [data.quotationId];

type Days = readonly (readonly [version: number, validUntil: LocalDate])[];

const daysOf = ({ days }: Validity): Days => JSON.parse(days);

/** The row, with the version whose validity counts from now on. */
const boundBy = (row: Validity, version: number, event: RecordedEvent): Validity => {
  const validUntil = daysOf(row).find(([of]) => of === version)?.[1];
  return validUntil === undefined
    ? row
    : { ...row, ...setBy(event), version, due_at: dueOn(validUntil, row.zone) };
};

/** The row, with a new last valid day for a version. */
const withDay = (row: Validity, version: number, validUntil: LocalDate): Validity => {
  const days = daysOf(row).filter(([of]) => of !== version);
  return { ...row, days: JSON.stringify([...days, [version, validUntil]]) };
};

/** Lifts the deadline until something sets another. */
const lift = {
  keys,
  step: (row: Validity | undefined) => row && { ...row, due_at: null },
};

/** Forgets the quotation, which never has a deadline again. */
const forget = { keys, step: () => undefined };

/**
 * A quotation is valid through the end of its last day in the seller's zone (B20). The expiry
 * is dated then, whenever the process runs; an acceptance after it is refused either way.
 */
export const pastValidityExpiresQuotation = (): Process =>
  defineProcess<Validity>({
    name: 'past-validity-expires-quotation',
    sentence: 'A quotation past its validity expires.',
    deadlines: {
      table: validities,
      on: {
        QuotationDrafted: {
          keys,
          step: (_, event) => ({
            id: event.data.quotationId,
            due_at: null,
            zone: event.data.sellerZone,
            version: null,
            days: '[]',
            ...setBy(event),
          }),
        },
        QuotationSent: {
          keys,
          step: (row, event) => {
            const { version, validUntil } = event.data;
            return row && boundBy(withDay(row, version, validUntil), version, event);
          },
        },
        QuotationValidityExtended: {
          keys,
          step: (row, event) => {
            const { version, to } = event.data;
            return row && boundBy(withDay(row, version, to), version, event);
          },
        },
        // It may be an older version that the customer begins to take, with a day of its own.
        QuotationPartiallyAccepted: {
          keys,
          step: (row, event) =>
            row && row.version !== event.data.version
              ? boundBy(row, event.data.version, event)
              : row,
        },
        // What was left open after a part acceptance still lapses with the validity.
        QuotationAccepted: lift,
        QuotationAcceptanceRevoked: {
          keys,
          step: (row, event) =>
            row && boundBy(row, Math.max(...daysOf(row).map(([version]) => version)), event),
        },
        QuotationExpired: lift,
        QuotationRemainderLapsed: lift,
        QuotationDeclined: forget,
        QuotationWithdrawn: forget,
      },
      fire: ({ id, due_at }) => [
        {
          aggregate: 'quotation',
          command: { type: 'ExpireQuotation', data: { quotationId: id, at: due_at } },
        },
      ],
    },
  });

/**
 * The end of the last valid day; null where that is the last day that can be written, which never
 * ends.
 */
const dueOn = (validUntil: LocalDate, zone: string): Instant | null =>
  validUntil === LAST_DAY ? null : endOfDay(validUntil, zone);
