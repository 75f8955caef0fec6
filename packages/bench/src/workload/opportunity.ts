import type { PresalesEvent } from '@presales/domain';
import { type Invent, times } from './history.ts';
import { dealValue, euros } from './money.ts';
import { id } from './people.ts';
import type { Random } from './random.ts';
import { prose } from './words.ts';

/** The one pipeline that the deals of a workload run in. */
export const pipelineSteps = [
  'discovery-of-needs-budget-and-decision-makers',
  'demonstration-at-the-customer-with-own-data',
  'proposal-with-written-price-and-delivery-plan',
  'negotiation-of-terms-and-review-by-legal',
  'verbal-agreement-waiting-for-the-signature',
] as const;

const [firstStep, ...laterSteps] = pipelineSteps;
const lastStep = laterSteps.at(-1) ?? firstStep;

/** A deal that moves back and forth through its pipeline until it is won or lost. */
export const opportunity: Invent = ({ random, people, number, length }) => {
  const opportunityId = id('opportunity', number);
  const opened: PresalesEvent = {
    type: 'OpportunityOpened',
    data: {
      opportunityId,
      partyId: people.partyId(),
      ownerId: people.salespersonId(),
      openedAt: '2026-01-05T08:00:00.000Z',
      pipeline: { pipelineId: id('pipeline', 1), version: 1, steps: pipelineSteps },
      step: firstStep,
      origin: { kind: 'direct' },
      expectedValue: euros(random),
    },
  };
  const happened = times(length - 2, (): PresalesEvent => {
    switch (random.oneOf(['step', 'step', 'value', 'owner'])) {
      case 'step':
        return stepEntered(opportunityId, random);
      case 'value':
        return {
          type: 'OpportunityValueRevised',
          data: {
            opportunityId,
            expectedValue: euros(random),
            quotationId: id('quotation', random.whole(1, 1_000_000)),
          },
        };
      default:
        return {
          type: 'OpportunityOwnerChanged',
          data: {
            opportunityId,
            from: people.salespersonId(),
            to: people.salespersonId(),
            reason: prose(random, random.whole(80, 200)),
          },
        };
    }
  });
  const closed: PresalesEvent = random.chance(0.5)
    ? {
        type: 'OpportunityWon',
        data: {
          opportunityId,
          partyId: people.partyId(),
          value: dealValue(random),
          credit: [{ salespersonId: people.salespersonId(), share: 10_000 }],
          step: lastStep,
          skipped: [],
        },
      }
    : {
        type: 'OpportunityLost',
        data: { opportunityId, reason: 'other', step: lastStep, note: prose(random, 200) },
      };
  return { stream: `opportunity-${opportunityId}`, events: [opened, ...happened, closed] };
};

const stepEntered = (opportunityId: string, random: Random): PresalesEvent => {
  const from = random.whole(0, pipelineSteps.length - 1);
  const to = (from + random.whole(1, pipelineSteps.length - 1)) % pipelineSteps.length;
  return {
    type: 'OpportunityStepEntered',
    data: {
      opportunityId,
      from: pipelineSteps[from] ?? firstStep,
      to: pipelineSteps[to] ?? firstStep,
      direction: to < from ? 'backward' : to === from + 1 ? 'forward' : 'skip',
      skipped: pipelineSteps.slice(from + 1, to),
    },
  };
};
