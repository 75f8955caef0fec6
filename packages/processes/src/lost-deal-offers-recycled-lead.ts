import type { ParkingReason } from '@presales/domain/lead';
import type { LossReason, OpportunityEvent } from '@presales/domain/opportunity';
import {
  addDays,
  derivedId,
  localDate,
  type Table,
  tableProjection,
  type Zone,
} from '@presales/kernel';
import { defineProcess, type Process } from './process.ts';

/** Which lost deals come back, and when. */
export interface RecyclingSettings {
  /**
   * After how many days another try is worthwhile, by the reason of the loss. A deal that was lost
   * for any other reason does not come back.
   */
  readonly parkingDays: Readonly<Partial<Record<LossReason, number>>>;
  /** The zone in which days are counted. */
  readonly zone: Zone;
}

/**
 * The reasons that the requirements name (S26): the competitor got there first, the buyer was not able
 * to buy, the demonstration went wrong; and a buyer who decided nothing.
 */
export const defaultParkingDays: RecyclingSettings['parkingDays'] = {
  competitor: 180,
  'no-budget': 90,
  'no-decision': 90,
  'demo-went-wrong': 30,
};

/**
 * The id of the lead that a lost deal comes back as. A deal that is lost twice comes back as two
 * leads.
 */
export const recycledLeadId = (opportunityId: string, lossId: string): string =>
  derivedId('recycled-lead', opportunityId, lossId);

/**
 * A deal that was lost for a reason that may pass is tried again, perhaps with other products
 * (S26). It comes back as a lead that names the lost deal and is parked until the reason may have
 * passed (S21). If the deal itself is opened again, the lead is closed: the deal stands for both.
 */
export const lostDealOffersRecycledLead = ({ parkingDays, zone }: RecyclingSettings): Process =>
  defineProcess({
    name: 'lost-deal-offers-recycled-lead',
    sentence: 'A deal that was lost for a parkable reason offers a recycled lead.',
    index: {
      version: 1,
      tables: [
        tableProjection<Loss, OpportunityEvent>(losses, {
          OpportunityLost: {
            keys: ({ data }) => [data.opportunityId],
            step: (_, { id, data }) => ({ opportunity_id: data.opportunityId, loss_id: id }),
          },
        }),
      ],
    },
    on: {
      OpportunityReopened: async ({ data: { opportunityId, reason }, metadata }, lookup) => {
        const [loss] = await lookup.rows(losses, 'opportunity_id', opportunityId);
        if (loss === undefined) return [];
        const leadId = recycledLeadId(opportunityId, loss.loss_id);
        const lead = await lookup.load('lead', leadId);
        if (lead.status !== 'open' && lead.status !== 'parked') return [];
        const note = `the deal was opened again: ${reason}`;
        return [
          {
            aggregate: 'lead',
            command: {
              type: 'DisqualifyLead',
              data: { leadId, reason: 'other', note, at: metadata.occurredAt },
            },
          },
        ];
      },
      OpportunityLost: async ({ id, data, metadata }, lookup) => {
        const { opportunityId, reason } = data;
        const days = Object.hasOwn(parkingDays, reason) ? parkingDays[reason] : undefined;
        if (days === undefined) return [];
        const opportunity = await lookup.load('opportunity', opportunityId);
        if (opportunity.status === 'absent' || opportunity.record.partyId === undefined) return [];
        const leadId = recycledLeadId(opportunityId, id);
        const at = metadata.occurredAt;
        return [
          {
            aggregate: 'lead',
            command: {
              type: 'CaptureLead',
              data: {
                leadId,
                partyId: opportunity.record.partyId,
                source: 'lost-opportunity',
                recycledFrom: opportunityId,
                at,
              },
            },
          },
          {
            aggregate: 'lead',
            command: {
              type: 'ParkLead',
              data: {
                leadId,
                until: addDays(localDate(at, zone), days),
                ...parkingOf(reason),
                zone,
                at,
              },
            },
          },
        ];
      },
    },
  });

/** The event by which a deal was lost last. */
type Loss = { readonly opportunity_id: string; readonly loss_id: string };

const losses: Table<Loss> = {
  name: 'lost_deal_offers_recycled_loss',
  key: 'opportunity_id',
  columns: { opportunity_id: 'text', loss_id: 'text' },
};

/** Why the lead of a lost deal is set aside. */
const parkingOf = (
  reason: LossReason,
): { readonly reason: ParkingReason; readonly note?: string } => {
  switch (reason) {
    case 'competitor':
      return { reason: 'bought-from-competitor' };
    case 'no-budget':
      return { reason: 'no-budget-yet' };
    case 'no-decision':
      return { reason: 'no-timeline' };
    default:
      return { reason: 'other', note: `the deal was lost: ${reason}` };
  }
};
