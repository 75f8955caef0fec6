import { type Instant, startOfDay } from '@presales/kernel';
import { type DueRow, dueAfter, dueTable, setBy } from './deadline.ts';
import { defineProcess, type Process } from './process.ts';

/** A deal, and where its days are counted; its day is kept while it is merged, in case it is no duplicate. */
interface Rest extends DueRow {
  readonly day: Instant | null;
  readonly zone: string;
}

const rests = dueTable<Rest>('held_deal_resumes', { day: 'text?', zone: 'text' });

const keys = ({ data }: { readonly data: { readonly opportunityId: string } }) => [
  data.opportunityId,
];

/** The deal rests no more, or until nobody knows when. */
const lift = { keys, step: (row: Rest | undefined) => row && { ...row, due_at: null, day: null } };

/** A deal that was put on hold until a day goes on as that day begins, where its days are counted. */
export const heldDealResumes = (): Process =>
  defineProcess<Rest>({
    name: 'held-deal-resumes',
    sentence: 'A held deal resumes when its day comes.',
    index: { version: 2, tables: [] },
    deadlines: {
      table: rests,
      on: {
        OpportunityOpened: {
          keys,
          step: (_, event) => ({
            id: event.data.opportunityId,
            due_at: null,
            day: null,
            zone: event.data.zone ?? 'UTC',
            ...setBy(event),
          }),
        },
        OpportunityHeld: {
          keys,
          step: (row, event) => {
            if (row === undefined) return undefined;
            const { until } = event.data;
            const day = until === undefined ? null : startOfDay(until, row.zone);
            return { ...row, ...setBy(event), due_at: day, day };
          },
        },
        OpportunityResumed: lift,
        OpportunityWon: lift,
        OpportunityLost: lift,
        OpportunityMergedInto: { keys, step: (row) => row && { ...row, due_at: null } },
        OpportunityUnmerged: {
          keys,
          step: (row, event) =>
            row && { ...row, due_at: dueAfter(row.day, event), ...setBy(event) },
        },
      },
      fire: async ({ id, due_at, day, zone }, lookup) => {
        const deal = await lookup.load('opportunity', id);
        const until = deal.status === 'open' ? deal.held?.until : undefined;
        // It was resumed by hand and held again since, so another day counts now.
        if (until === undefined || startOfDay(until, zone) !== day) return [];
        return [
          {
            aggregate: 'opportunity',
            command: { type: 'ResumeOpportunity', data: { opportunityId: id, at: due_at } },
          },
        ];
      },
    },
  });
