import { startOfDay } from '@presales/kernel';
import { type DueRow, dueTable, setBy } from './deadline.ts';
import { defineProcess, type Process } from './process.ts';

/** A deal, and where its days are counted. */
interface Rest extends DueRow {
  readonly zone: string;
}

const rests = dueTable<Rest>('held_deal_resumes', { zone: 'text' });

const keys = ({ data }: { readonly data: { readonly opportunityId: string } }) => [
  data.opportunityId,
];

/** The deal rests no more, or until nobody knows when. */
const lift = { keys, step: (row: Rest | undefined) => row && { ...row, due_at: null } };

/** A deal that was put on hold until a day goes on as that day begins, where its days are counted. */
export const heldDealResumes = (): Process =>
  defineProcess<Rest>({
    name: 'held-deal-resumes',
    sentence: 'A held deal resumes when its day comes.',
    deadlines: {
      table: rests,
      on: {
        OpportunityOpened: {
          keys,
          step: (_, event) => ({
            id: event.data.opportunityId,
            due_at: null,
            zone: event.data.zone ?? 'UTC',
            ...setBy(event),
          }),
        },
        OpportunityHeld: {
          keys,
          step: (row, event) =>
            row && {
              ...row,
              ...setBy(event),
              due_at:
                event.data.until === undefined ? null : startOfDay(event.data.until, row.zone),
            },
        },
        OpportunityResumed: lift,
        OpportunityWon: lift,
        OpportunityLost: lift,
        OpportunityMergedInto: lift,
      },
      fire: async ({ id, due_at, zone }, lookup) => {
        const deal = await lookup.load('opportunity', id);
        const until = deal.status === 'open' ? deal.held?.until : undefined;
        // It was resumed by hand and held again since, so another day counts now.
        if (until === undefined || startOfDay(until, zone) !== due_at) return [];
        return [
          {
            aggregate: 'opportunity',
            command: { type: 'ResumeOpportunity', data: { opportunityId: id, at: due_at } },
          },
        ];
      },
    },
  });
