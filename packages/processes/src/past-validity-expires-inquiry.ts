import type { InquiryEvent } from '@presales/domain/inquiry';
import { endOfDay, type Instant, LAST_DAY, type RecordedEvent } from '@presales/kernel';
import { type DueRow, dueTable, setBy } from './deadline.ts';
import { defineProcess, type Process } from './process.ts';

const waiting = dueTable<DueRow>('past_validity_expires_inquiry', {});

const keys = ({ data }: { readonly data: { readonly inquiryId: string } }) => [data.inquiryId];
const forget = { keys, step: () => undefined };

/**
 * An inquiry that nobody answered in full expires when the last day that its customer waits is
 * over.
 */
export const pastValidityExpiresInquiry = (): Process =>
  defineProcess<DueRow>({
    name: 'past-validity-expires-inquiry',
    sentence: 'An inquiry past its validity expires.',
    deadlines: {
      table: waiting,
      on: {
        InquiryReceived: { keys, step: (_, event) => rowOf(event, event.data) },
        InquiryChanged: {
          keys,
          step: (row, event) => {
            const { from, to } = event.data;
            // Only a changed day sets a new deadline; a changed reference does not.
            const moved = dueOn(from) !== dueOn(to);
            return row && moved ? rowOf(event, to) : row;
          },
        },
        InquiryRejected: forget,
        InquiryClosed: forget,
        InquiryExpired: forget,
      },
      fire: async ({ id, due_at }, lookup) => {
        // Quoted in full it does not expire, but an item added later opens it again.
        const { status } = await lookup.load('inquiry', id);
        return status === 'open'
          ? [
              {
                aggregate: 'inquiry',
                command: { type: 'ExpireInquiry', data: { inquiryId: id, at: due_at } },
              },
            ]
          : [];
      },
    },
  });

interface Waiting {
  readonly validUntil?: string | undefined;
  readonly zone?: string | undefined;
}

const dueOn = ({ validUntil, zone = 'UTC' }: Waiting): Instant | null =>
  validUntil === undefined || validUntil === LAST_DAY ? null : endOfDay(validUntil, zone);

const rowOf = (event: RecordedEvent<InquiryEvent>, header: Waiting): DueRow => ({
  id: event.data.inquiryId,
  due_at: dueOn(header),
  ...setBy(event),
});
