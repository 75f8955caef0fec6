import type { CreditShare, DealValue, ForecastCategory } from '@presales/domain';
import type { LossReason, OpportunitySale, ReleaseReason } from '@presales/domain/opportunity';
import { type CurrencyCode, type Instant, parseMoney, type Zone, zero } from '@presales/kernel';
import { day, type Happening } from './history.ts';

/** The pipeline of the tests, three steps. */
export const steps = ['call', 'visit', 'offer'] as const;
export type Step = (typeof steps)[number];

/** The pipeline's definition. */
export const pipelineDefined = (version = 1): Happening => ({
  type: 'PipelineDefined',
  data: {
    pipelineId: 'direct',
    version,
    name: 'Direct sales',
    steps: [
      { step: 'call', name: 'Phone call', probability: 10 },
      { step: 'visit', name: 'Visit', probability: 40 },
      { step: 'offer', name: 'Offer', probability: 75 },
    ],
  },
  at: day('2025-01-01'),
});

/** A deal's value; without a margin its cost is unknown. */
export const worth = (
  net: string,
  { margin, currency = 'EUR' }: { margin?: string; currency?: CurrencyCode } = {},
): DealValue => {
  const value = parseMoney(net, currency);
  return margin === undefined
    ? { net: value, margin: zero(currency), netOfUnknownCost: value }
    : { net: value, margin: parseMoney(margin, currency), netOfUnknownCost: zero(currency) };
};

interface Opening {
  readonly at: Instant;
  readonly step?: Step;
  readonly partyId?: string;
  readonly ownerId?: string;
  readonly productId?: string;
  readonly expected?: string;
  readonly currency?: CurrencyCode;
  readonly version?: number;
  readonly pipelineId?: string;
  readonly closeOn?: string;
  readonly zone?: Zone;
}

/** What can happen to one deal, told shortly. */
export const deal = (opportunityId: string) => ({
  opened: ({
    at,
    step = 'call',
    partyId,
    ownerId = 'anna',
    productId,
    expected,
    currency = 'EUR',
    version = 1,
    pipelineId = 'direct',
    closeOn,
    zone,
  }: Opening): Happening => ({
    type: 'OpportunityOpened',
    data: {
      opportunityId,
      ...(partyId === undefined ? {} : { partyId }),
      ownerId,
      openedAt: at,
      pipeline: { pipelineId, version, steps: [...steps] },
      step,
      origin: { kind: 'direct' },
      ...(productId === undefined ? {} : { productId }),
      ...(expected === undefined ? {} : { expectedValue: parseMoney(expected, currency) }),
      ...(closeOn === undefined ? {} : { expectedCloseOn: closeOn }),
      ...(zone === undefined ? {} : { zone }),
    },
    at,
  }),
  entered: (to: Step, at: Instant): Happening => ({
    type: 'OpportunityStepEntered',
    data: { opportunityId, from: 'call', to, direction: 'forward', skipped: [] },
    at,
  }),
  revalued: (expected: string, at: Instant, currency: CurrencyCode = 'EUR'): Happening => ({
    type: 'OpportunityValueRevised',
    data: { opportunityId, expectedValue: parseMoney(expected, currency) },
    at,
  }),
  offered: (
    at: Instant,
    { net, margin, netOfUnknownCost }: DealValue,
    others: readonly DealValue[],
  ): Happening => ({
    type: 'OpportunityValueRevised',
    data: {
      opportunityId,
      expectedValue: net,
      margin,
      netOfUnknownCost,
      quotationId: 'q1',
      others,
    },
    at,
  }),
  released: (at: Instant, reason: ReleaseReason, expected?: string): Happening => ({
    type: 'PrimaryQuotationReleased',
    data: {
      opportunityId,
      quotationId: 'q1',
      reason,
      ...(expected === undefined ? {} : { expectedValue: parseMoney(expected, 'EUR') }),
    },
    at,
  }),
  expectedMargin: (expected: string, margin: string, at: Instant): Happening => ({
    type: 'OpportunityValueRevised',
    data: {
      opportunityId,
      expectedValue: parseMoney(expected, 'EUR'),
      margin: parseMoney(margin, 'EUR'),
    },
    at,
  }),
  wentOnIn: (pipelineId: string, version: number, step: Step, at: Instant): Happening => ({
    type: 'OpportunityPipelineChanged',
    data: {
      opportunityId,
      from: { pipelineId: 'direct', version: 1, step: 'call' },
      pipeline: { pipelineId, version, steps: [...steps] },
      step,
    },
    at,
  }),
  given: (probability: number, at: Instant): Happening => ({
    type: 'OpportunityProbabilitySet',
    data: { opportunityId, probability },
    at,
  }),
  forecastAs: (to: ForecastCategory, at: Instant): Happening => ({
    type: 'ForecastCategoryChanged',
    data: { opportunityId, to },
    at,
  }),
  forecastReset: (at: Instant): Happening => ({
    type: 'ForecastReset',
    data: { opportunityId },
    at,
  }),
  adjusted: (value: DealValue, at: Instant, sale?: OpportunitySale): Happening => ({
    type: 'OpportunityWinAdjusted',
    data: {
      opportunityId,
      value,
      reason: 'refund',
      ...(sale === undefined ? {} : { sale }),
    },
    at,
  }),
  extended: (
    at: Instant,
    { added, value }: { readonly added: DealValue; readonly value: DealValue },
    quotationId: string,
    credit: readonly CreditShare[] = [{ salespersonId: 'anna', share: 10_000 }],
    overlay?: readonly CreditShare[],
  ): Happening => ({
    type: 'OpportunityWinExtended',
    data: {
      opportunityId,
      added,
      value,
      quotationId,
      credit,
      ...(overlay === undefined ? {} : { overlay }),
    },
    at,
  }),
  redated: (wonAt: Instant, credit: readonly CreditShare[], at: Instant): Happening => ({
    type: 'OpportunityWinDateCorrected',
    data: { opportunityId, wonAt, credit, reason: 'entered for the wrong day' },
    at,
  }),
  creditedAnew: (
    credit: readonly CreditShare[],
    at: Instant,
    overlay?: readonly CreditShare[],
  ): Happening => ({
    type: 'SalesCreditCorrected',
    data: {
      opportunityId,
      credit,
      ...(overlay === undefined ? {} : { overlay }),
      reason: 'a wrong split',
    },
    at,
  }),
  mergedInto: (survivorId: string, at: Instant): Happening => ({
    type: 'OpportunityMergedInto',
    data: { opportunityId, survivorId },
    at,
  }),
  unmergedFrom: (survivorId: string, at: Instant): Happening => ({
    type: 'OpportunityUnmerged',
    data: { opportunityId, survivorId, reason: 'two deals after all' },
    at,
  }),
  handedTo: (to: string, at: Instant): Happening => ({
    type: 'OpportunityOwnerChanged',
    data: { opportunityId, from: 'anna', to, reason: 'holidays' },
    at,
  }),
  won: (
    at: Instant,
    value: DealValue,
    credit: readonly CreditShare[] = [{ salespersonId: 'anna', share: 10_000 }],
    partyId?: string,
    overlay?: readonly CreditShare[],
  ): Happening => ({
    type: 'OpportunityWon',
    data: {
      opportunityId,
      ...(partyId === undefined ? {} : { partyId }),
      value,
      credit,
      ...(overlay === undefined ? {} : { overlay }),
      step: 'offer',
      skipped: [],
    },
    at,
  }),
  lost: (at: Instant, reason: LossReason = 'price', competitor?: string): Happening => ({
    type: 'OpportunityLost',
    data: {
      opportunityId,
      reason,
      step: 'offer',
      ...(competitor === undefined ? {} : { competitor }),
    },
    at,
  }),
  held: (at: Instant): Happening => ({
    type: 'OpportunityHeld',
    data: { opportunityId, reason: 'the budget is frozen' },
    at,
  }),
  resumed: (at: Instant): Happening => ({
    type: 'OpportunityResumed',
    data: { opportunityId },
    at,
  }),
  toCloseOn: (to: string, at: Instant): Happening => ({
    type: 'ExpectedCloseDateChanged',
    data: { opportunityId, to },
    at,
  }),
  wantedBy: (competitor: string, at: Instant): Happening => ({
    type: 'CompetitorRecorded',
    data: { opportunityId, competitor },
    at,
  }),
  reopened: (at: Instant, step: Step, previousOutcome: 'won' | 'lost' = 'lost'): Happening => ({
    type: 'OpportunityReopened',
    data: { opportunityId, previousOutcome, step, reason: 'closed by mistake' },
    at,
  }),
  reversed: (at: Instant): Happening => ({
    type: 'OpportunityWinReversed',
    data: { opportunityId, reason: 'refund' },
    at,
  }),
});

/** A rate published on its own day. */
export const rate = (
  from: CurrencyCode,
  to: CurrencyCode,
  value: string,
  rateDate: string,
  recordedAt: Instant = day(rateDate),
): Happening => ({
  type: 'ExchangeRatePublished',
  data: { from, to, rate: value, rateDate, source: 'central-bank' },
  at: day(rateDate),
  recordedAt,
});

export const team = (teamId: string, name: string): Happening => ({
  type: 'TeamCreated',
  data: { teamId, name },
  at: day('2025-01-01'),
});

export const joined = (salespersonId: string, teamId: string, from: string): Happening => ({
  type: 'SalespersonJoinedTeam',
  data: { teamId, salespersonId, from },
  at: day('2025-01-01'),
});

export const left = (salespersonId: string, teamId: string, from: string): Happening => ({
  type: 'SalespersonLeftTeam',
  data: { teamId, salespersonId, from },
  at: day('2025-01-01'),
});

export const party = (partyId: string, existingCustomer = false): Happening => ({
  type: 'PartyRegistered',
  data: { partyId, details: { kind: 'organisation', name: partyId }, existingCustomer },
  at: day('2025-01-01'),
});

/** Two parties turned out to be one. */
export const partyMerged = (partyId: string, survivorId: string, at: Instant): Happening => ({
  type: 'PartyMergedInto',
  data: { partyId, survivorId },
  at,
});

/** Two parties that were made one are two after all. */
export const partyUnmerged = (partyId: string, survivorId: string, at: Instant): Happening => ({
  type: 'PartyUnmerged',
  data: { partyId, survivorId, reason: 'two people of one name' },
  at,
});

/** Somebody works for an organisation from now on. */
export const linked = (partyId: string, organisationId: string, at: Instant): Happening => ({
  type: 'ContactLinked',
  data: { partyId, organisationId, role: 'buyer' },
  at,
});

/** Somebody no longer works for an organisation. */
export const unlinked = (partyId: string, organisationId: string, at: Instant): Happening => ({
  type: 'ContactUnlinked',
  data: { partyId, organisationId },
  at,
});
