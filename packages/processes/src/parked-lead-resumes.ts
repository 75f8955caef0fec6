import { type Instant, startOfDay, type Zone } from '@presales/kernel';
import { type DueRow, dueAfter, dueTable, setBy } from './deadline.ts';
import { defineProcess, type Process } from './process.ts';

/** A parked lead, and its day: kept while it is merged, in case it is no duplicate. */
interface ParkedRow extends DueRow {
  readonly day: Instant;
}

const parked = dueTable<ParkedRow>('parked_lead_resumes', { day: 'text' });

const keys = ({ data }: { readonly data: { readonly leadId: string } }) => [data.leadId];
const forget = { keys, step: () => undefined };

/** Where the days of leads are counted. */
export interface ParkingSettings {
  readonly zone: Zone;
}

/** A lead that was set aside until a day is worked again as that day begins (S21). */
export const parkedLeadResumes = ({ zone }: ParkingSettings): Process =>
  defineProcess<ParkedRow>({
    name: 'parked-lead-resumes',
    sentence: 'A parked lead resumes when its day comes.',
    index: { version: 2, tables: [] },
    deadlines: {
      table: parked,
      on: {
        LeadParked: {
          keys,
          step: (_, event) => ({
            id: event.data.leadId,
            due_at: startOfDay(event.data.until, zone),
            day: startOfDay(event.data.until, zone),
            ...setBy(event),
          }),
        },
        LeadResumed: forget,
        LeadRecycled: forget,
        LeadDisqualified: forget,
        LeadMergedInto: { keys, step: (row) => row && { ...row, due_at: null } },
        LeadUnmerged: {
          keys,
          step: (row, event) =>
            row && { ...row, due_at: dueAfter(row.day, event), ...setBy(event) },
        },
      },
      fire: async ({ id, due_at, day }, lookup) => {
        const lead = await lookup.load('lead', id);
        // It was resumed by hand and parked again since, so another day counts now.
        if (lead.status !== 'parked' || startOfDay(lead.parking.until, zone) !== day) return [];
        return [
          {
            aggregate: 'lead',
            command: { type: 'ResumeLead', data: { leadId: id, at: due_at } },
          },
        ];
      },
    },
  });
