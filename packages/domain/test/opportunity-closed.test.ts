import {
  type OpportunityCommand,
  type OpportunityEvent,
  opportunity,
} from '@presales/domain/opportunity';
import { messageTypes } from '@presales/kernel';
import { scenario } from '@presales/testing';
import {
  at,
  giveTo,
  lose,
  lost,
  moveTo,
  open,
  opened,
  opportunityId,
  pipeline,
  reopen,
  reverse,
  reversed,
  reviseTo,
  value,
  win,
  won,
} from './opportunity-fixtures.ts';

const { given } = scenario(opportunity);

const base = { opportunityId, at };

/** What is asked of open deals only. */
const ofOpenDeals: readonly OpportunityCommand[] = [
  moveTo('visit'),
  { type: 'ChangePipeline', data: { ...base, pipeline: { ...pipeline, version: 9 } } },
  reviseTo(1),
  { type: 'SetProbability', data: { ...base, probability: 50 } },
  { type: 'SetForecastCategory', data: { ...base, category: 'commit' } },
  { type: 'ResetForecast', data: base },
  { type: 'SetExpectedCloseDate', data: { ...base, closeOn: '2026-06-30' } },
  { type: 'LinkQuotation', data: { ...base, quotationId: 'q1' } },
  { type: 'UnlinkQuotation', data: { ...base, quotationId: 'q1' } },
  { type: 'SelectPrimaryQuotation', data: { ...base, quotationId: 'q1' } },
  { type: 'ReleasePrimaryQuotation', data: { ...base, quotationId: 'q1', reason: 'expired' } },
  {
    type: 'AllocateCredit',
    data: {
      ...base,
      credit: [{ salespersonId: 'ben', share: 10_000 }],
      effectiveFrom: '2026-03-02',
    },
  },
  { type: 'AllocateOverlayCredit', data: { ...base, shares: [], effectiveFrom: '2026-03-02' } },
  giveTo('ben'),
  { type: 'RecordCompetitor', data: { ...base, competitor: 'Rival' } },
  { type: 'HoldOpportunity', data: { ...base, reason: 'budget' } },
  { type: 'ResumeOpportunity', data: base },
  { type: 'MergeOpportunity', data: { ...base, survivorId: 'o2' } },
];
const ofClosedDealsToo: readonly OpportunityCommand[] = [
  win,
  { type: 'ExtendWin', data: { ...base, value, quotationId: 'q1' } },
  { type: 'AdjustWin', data: { ...base, value, reason: 'refund' } },
  {
    type: 'CorrectCredit',
    data: { ...base, credit: [{ salespersonId: 'ben', share: 10_000 }], reason: 'typo' },
  },
  { type: 'CorrectWinDate', data: { ...base, wonAt: at, reason: 'typo' } },
  lose,
  reopen,
  reverse,
  { type: 'AbsorbOpportunity', data: { ...base, mergedId: 'o3' } },
  { type: 'ReleaseOpportunity', data: { ...base, mergedId: 'o3', reason: 'two after all' } },
];
/** Asked of merged deals only. */
const unmerge: OpportunityCommand = {
  type: 'UnmergeOpportunity',
  data: { ...base, reason: 'two after all' },
};
const merged: OpportunityEvent = {
  type: 'OpportunityMergedInto',
  data: { opportunityId, survivorId: 'o9' },
};

it('every command but the opening is looked at here', () =>
  expect(
    [open, ...ofOpenDeals, ...ofClosedDealsToo, unmerge].map(({ type }) => type).sort(),
  ).toEqual([...messageTypes(opportunity.commands)].sort()));

describe.each([...ofOpenDeals, ...ofClosedDealsToo])('$type', (command) => {
  it('is asked of a deal that was opened', () =>
    given().when(command).refuses({ code: 'opportunity/not-opened' }));

  it('is not asked of a deal that was merged: it takes no more commands', () =>
    given(opened, merged).when(command).refuses({ code: 'opportunity/merged', survivorId: 'o9' }));

  it('is dated no earlier than the opening', () => {
    const openedAt = '2026-03-02T09:00:00.001Z';
    given({ ...opened, data: { ...opened.data, openedAt } })
      .when(command)
      .refuses({ code: 'opportunity/before-opening', openedAt });
  });
});

describe.each(ofOpenDeals)('$type', (command) => {
  it.each([
    ['won', [won], 'won'],
    ['lost', [lost], 'lost'],
    ['taken back', [won, reversed], 'won-reversed'],
  ] as const)('is refused by a deal that was %s', (_, history, status) =>
    given(opened, ...history)
      .when(command)
      .refuses({ code: 'opportunity/closed', status }),
  );
});
