import type { PresalesEvent } from '@presales/domain';
import { type Invent, times } from './history.ts';
import { id } from './people.ts';
import { prose } from './words.ts';

/** A lead that passes from hand to hand until it becomes an opportunity or nothing. */
export const lead: Invent = ({ random, people, number, length }) => {
  const leadId = id('lead', number);
  const teamId = people.teamId();
  const first: PresalesEvent = {
    type: 'LeadCaptured',
    data: {
      leadId,
      partyId: people.partyId(),
      source: random.oneOf(['trade-fair', 'webinar', 'referral', 'direct-response']),
      sourceDetail: prose(random, 110),
      campaignId: people.campaignId(),
    },
  };
  const assigned: PresalesEvent = {
    type: 'LeadAssigned',
    data: { leadId, salespersonId: people.salespersonId(), teamId },
  };
  const handed = times(
    length - 4,
    (): PresalesEvent => ({
      type: 'LeadReassigned',
      data: {
        leadId,
        from: people.salespersonId(),
        to: people.salespersonId(),
        teamId,
        reason: prose(random, random.whole(70, 150)),
      },
    }),
  );
  const qualified: PresalesEvent = {
    type: 'LeadSalesQualified',
    data: { leadId, salespersonId: people.salespersonId() },
  };
  const last: PresalesEvent = random.chance(0.5)
    ? {
        type: 'LeadConverted',
        data: { leadId, opportunityId: id('opportunity', number), partyId: people.partyId() },
      }
    : {
        type: 'LeadDisqualified',
        data: { leadId, reason: 'other', note: prose(random, 220) },
      };
  return {
    stream: `lead-${leadId}`,
    events: [first, assigned, ...handed, qualified, last],
  };
};
