import { endOfDay, type Instant, LAST_DAY, type LocalDate } from '@presales/kernel';
import { type DueRow, dueTable, setBy } from './deadline.ts';
import { defineProcess, type Process } from './process.ts';

/** The validity of the version that a customer holds. */
interface Validity extends DueRow {
  readonly zone: string;
  readonly valid_until: LocalDate | null;
}

const validities = dueTable<Validity>('past_validity_expires_quotation', {
  zone: 'text',
  valid_until: 'text?',
});

const keys = ({ data }: { readonly data: { readonly quotationId: string } }) => [data.quotationId];

/** No deadline any more, for as long as nothing sets another. */
const lift = {
  keys,
  step: (row: Validity | undefined) => row && { ...row, due_at: null },
};

/** No deadline, and never again. */
const forget = { keys, step: () => undefined };

/**
 * A quotation is valid through the end of its last day in the seller's zone (decision 20). The expiry
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
            valid_until: null,
            ...setBy(event),
          }),
        },
        QuotationSent: {
          keys,
          step: (row, event) =>
            row && {
              ...row,
              ...setBy(event),
              valid_until: event.data.validUntil,
              due_at: dueOn(event.data.validUntil, row.zone),
            },
        },
        QuotationValidityExtended: {
          keys,
          step: (row, event) =>
            row && {
              ...row,
              ...setBy(event),
              valid_until: event.data.to,
              due_at: dueOn(event.data.to, row.zone),
            },
        },
        // What was left open after a part acceptance still lapses with the validity.
        QuotationAccepted: lift,
        QuotationAcceptanceRevoked: {
          keys,
          step: (row, event) =>
            row && row.valid_until !== null
              ? { ...row, ...setBy(event), due_at: dueOn(row.valid_until, row.zone) }
              : row,
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

/** When the last valid day is over; never, where it is the last day there is. */
const dueOn = (validUntil: LocalDate, zone: string): Instant | null =>
  validUntil === LAST_DAY ? null : endOfDay(validUntil, zone);
