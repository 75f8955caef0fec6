import { startOfDay, type Zone } from '@presales/kernel';
import { type DueRow, dueTable, setBy } from './deadline.ts';
import { defineProcess, type Process } from './process.ts';

const parked = dueTable<DueRow>('parked_lead_resumes', {});

const keys = ({ data }: { readonly data: { readonly leadId: string } }) => [data.leadId];
const forget = { keys, step: () => undefined };

/** Where the days of leads are counted. */
export interface ParkingSettings {
  readonly zone: Zone;
}

/** A lead that was set aside until a day is worked again as that day begins (S21). */
export const parkedLeadResumes = ({ zone }: ParkingSettings): Process =>
  defineProcess<DueRow>({
    name: 'parked-lead-resumes',
    sentence: 'A parked lead resumes when its day comes.',
    deadlines: {
      table: parked,
      on: {
        LeadParked: {
          keys,
          step: (_, event) => ({
            id: event.data.leadId,
            due_at: startOfDay(event.data.until, zone),
            ...setBy(event),
          }),
        },
        LeadResumed: forget,
        LeadRecycled: forget,
        LeadDisqualified: forget,
        LeadMergedInto: forget,
      },
      fire: async ({ id, due_at }, lookup) => {
        const lead = await lookup.load('lead', id);
        // It was resumed by hand and parked again since, so another day counts now.
        if (lead.status !== 'parked' || startOfDay(lead.parking.until, zone) !== due_at) return [];
        return [
          {
            aggregate: 'lead',
            command: { type: 'ResumeLead', data: { leadId: id, at: due_at } },
          },
        ];
      },
    },
  });
