import type { Instant, Of } from '@presales/kernel';
import { withDated } from '../shared/dated.ts';
import type { OpportunityEvent } from './events.ts';
import { namesOf, soldAfter } from './figures/sales.ts';
import {
  dayOf,
  type Opportunity,
  type OpportunityOpening,
  type OpportunityRecord,
  type OwnerSince,
  wonAtOf,
} from './state.ts';

/** The state after one more event. Outcomes change the status, everything else the deal. */
export const evolve = (state: Opportunity, event: OpportunityEvent, at?: Instant): Opportunity => {
  const next = turned(state, event, at);
  if (next.status === 'absent' || at === undefined || !moves.has(event.type)) return next;
  const { standsSince = at } = next.record;
  return { ...next, record: { ...next.record, standsSince: standsSince > at ? standsSince : at } };
};

/** What a win is never dated before. */
const moves: ReadonlySet<OpportunityEvent['type']> = new Set<OpportunityEvent['type']>([
  'OpportunityOpened',
  'OpportunityStepEntered',
  'OpportunityPipelineChanged',
  'OpportunityHeld',
  'OpportunityResumed',
  'OpportunityReopened',
  'OpportunityUnmerged',
]);

const turned = (
  state: Opportunity,
  event: OpportunityEvent,
  at: Instant | undefined,
): Opportunity => {
  if (event.type === 'OpportunityOpened')
    return { status: 'open', record: recordOf(event.data), held: undefined };
  if (state.status === 'absent') return state;
  const { record } = state;
  switch (event.type) {
    case 'OpportunityHeld': {
      const { reason, until } = event.data;
      return { status: 'open', record, held: { reason, until } };
    }
    case 'OpportunityResumed':
      return { status: 'open', record, held: undefined };
    case 'OpportunityWon': {
      const { partyId, value, credit, overlay = [], quotationId, shopOrderId } = event.data;
      return {
        status: 'won',
        record: { ...record, partyId },
        value,
        wonAt: at,
        credit,
        overlay,
        quotationId,
        shopOrderId,
        sales: [{ value, ...namesOf(event.data) }],
      };
    }
    case 'SalesCreditCorrected':
      return state.status === 'won' ? changedBy(corrected(state, event.data), at) : state;
    case 'OpportunityWinDateCorrected':
      return state.status === 'won' ? redated(state, event.data) : state;
    case 'OpportunityWinExtended':
    case 'OpportunityWinAdjusted':
      return state.status === 'won'
        ? changedBy({ ...state, value: event.data.value, sales: soldAfter(state.sales, event) }, at)
        : state;
    case 'OpportunityLost': {
      const { reason, competitor, note, engagementId } = event.data;
      return { status: 'lost', record, reason, competitor, note, engagementId };
    }
    case 'OpportunityReopened':
      return { status: 'open', record: entering(record, event.data.step), held: undefined };
    case 'OpportunityWinReversed': {
      const { reason, note } = event.data;
      return { status: 'won-reversed', record, reason, note };
    }
    case 'OpportunityMergedInto':
      return {
        status: 'merged',
        record,
        survivorId: event.data.survivorId,
        held: state.status === 'open' ? state.held : undefined,
      };
    case 'OpportunityUnmerged':
      return state.status === 'merged' ? { status: 'open', record, held: state.held } : state;
    default:
      return { ...state, record: after(record, event, at) };
  }
};

type Won = Extract<Opportunity, { status: 'won' }>;

/** The split that is right held from the day of the win: won again, the deal is credited by it. */
const corrected = (
  state: Won,
  { credit, overlay = [] }: Of<OpportunityEvent, 'SalesCreditCorrected'>['data'],
): Won => {
  const { record } = state;
  const effectiveFrom = dayOf(record, wonAtOf(state));
  return {
    ...state,
    credit,
    overlay,
    creditCorrected: true,
    record: {
      ...record,
      credit: withDated(record.credit, { effectiveFrom, shares: credit }),
      overlay: withDated(record.overlay, { effectiveFrom, shares: overlay }),
    },
  };
};

const redated = (
  state: Won,
  { wonAt, credit, overlay = [] }: Of<OpportunityEvent, 'OpportunityWinDateCorrected'>['data'],
): Won => ({ ...state, wonAt, credit, overlay });

/** A win whose value or credit changed, or that was added to. */
const changedBy = (state: Won, at: Instant | undefined): Won => {
  const { changedAt = at } = state;
  return {
    ...state,
    changedAt: changedAt !== undefined && at !== undefined && at < changedAt ? at : changedAt,
  };
};

/** What changes a deal and leaves its status as it is. */
type Revision = Exclude<
  OpportunityEvent,
  {
    readonly type:
      | 'OpportunityOpened'
      | 'OpportunityHeld'
      | 'OpportunityResumed'
      | 'OpportunityWon'
      | 'OpportunityWinExtended'
      | 'OpportunityWinAdjusted'
      | 'SalesCreditCorrected'
      | 'OpportunityWinDateCorrected'
      | 'OpportunityLost'
      | 'OpportunityReopened'
      | 'OpportunityWinReversed'
      | 'OpportunityMergedInto'
      | 'OpportunityUnmerged';
  }
>;

const after = (
  record: OpportunityRecord,
  event: Revision,
  at: Instant | undefined,
): OpportunityRecord => {
  switch (event.type) {
    case 'OpportunityStepEntered':
      return entering(record, event.data.to);
    case 'OpportunityPipelineChanged': {
      const { from, pipeline, step } = event.data;
      // Steps of another pipeline are other steps, though their ids may be alike.
      const entered = pipeline.pipelineId === from.pipelineId ? record.entered : [];
      return entering({ ...record, pipeline, entered }, step);
    }
    case 'OpportunityValueRevised': {
      const { expectedValue: value, margin, netOfUnknownCost, quotationId, others } = event.data;
      const expected = {
        value,
        margin,
        netOfUnknownCost,
        quotationId,
        ...(others === undefined ? {} : { others }),
      };
      return quotationId === undefined
        ? { ...record, expected, saidByHand: expected }
        : { ...record, expected };
    }
    case 'OpportunityProbabilitySet':
      return { ...record, byHand: { ...record.byHand, probability: event.data.probability } };
    case 'ForecastCategoryChanged':
      return { ...record, byHand: { ...record.byHand, category: event.data.to } };
    case 'ForecastReset':
      return { ...record, byHand: nothingByHand };
    case 'ExpectedCloseDateChanged': {
      const { from, to } = event.data;
      // What is first set slips as little as what comes nearer.
      const slips = (from ?? to) < to ? record.slips + 1 : record.slips;
      return { ...record, expectedCloseOn: to, slips };
    }
    case 'QuotationLinked':
      return { ...record, quotations: [...record.quotations, event.data.quotationId] };
    case 'QuotationUnlinked': {
      const { quotationId } = event.data;
      return {
        ...record,
        quotations: record.quotations.filter((linked) => linked !== quotationId),
        primary: record.primary === quotationId ? undefined : record.primary,
      };
    }
    case 'PrimaryQuotationSelected':
      return { ...record, primary: event.data.quotationId };
    case 'PrimaryQuotationReleased':
      return { ...record, primary: undefined, expected: record.saidByHand };
    case 'SalesCreditAllocated': {
      const { credit: shares, effectiveFrom } = event.data;
      return { ...record, credit: withDated(record.credit, { effectiveFrom, shares }) };
    }
    case 'OverlayCreditAllocated': {
      const { shares, effectiveFrom } = event.data;
      return { ...record, overlay: withDated(record.overlay, { effectiveFrom, shares }) };
    }
    case 'OpportunityOwnerChanged':
      return ownedBy(record, event.data.to, at);
    case 'CompetitorRecorded':
      return { ...record, competitors: [...record.competitors, event.data.competitor] };
    case 'OpportunityAbsorbed':
      return { ...record, absorbed: [...record.absorbed, event.data.mergedId] };
    case 'OpportunityReleased':
      return { ...record, absorbed: record.absorbed.filter((id) => id !== event.data.mergedId) };
  }
};

/** Owners are in business time; one who is told of without an hour comes after all before. */
const ownedBy = (
  record: OpportunityRecord,
  ownerId: string,
  at: Instant | undefined,
): OpportunityRecord => {
  const since = at ?? record.owners.at(-1)?.since ?? record.opened.openedAt;
  const owners: readonly OwnerSince[] = [
    ...record.owners.filter((owner) => owner.since <= since),
    { ownerId, since },
    ...record.owners.filter((owner) => owner.since > since),
  ];
  return { ...record, owners, ownerId: owners.at(-1)?.ownerId ?? ownerId };
};

const nothingByHand: OpportunityRecord['byHand'] = { probability: undefined, category: undefined };

const recordOf = (opened: OpportunityOpening): OpportunityRecord => {
  const expected = opened.expectedValue && {
    value: opened.expectedValue,
    margin: undefined,
    netOfUnknownCost: undefined,
    quotationId: undefined,
  };
  return {
    opened,
    partyId: opened.partyId,
    ownerId: opened.ownerId,
    owners: [{ ownerId: opened.ownerId, since: opened.openedAt }],
    pipeline: opened.pipeline,
    step: opened.step,
    entered: [opened.step],
    expected,
    saidByHand: expected,
    expectedCloseOn: opened.expectedCloseOn,
    slips: 0,
    byHand: nothingByHand,
    quotations: [],
    primary: undefined,
    credit: [],
    overlay: [],
    competitors: [],
    absorbed: [],
  };
};

const entering = (record: OpportunityRecord, step: string): OpportunityRecord => ({
  ...record,
  step,
  entered: record.entered.includes(step) ? record.entered : [...record.entered, step],
});
