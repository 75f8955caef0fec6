import { type AggregateName, aggregates } from '@presales/domain';
import type { Aspect, AspectTable } from '@presales/kernel';

/** Commands that rest on nothing: what opens an aggregate, and what may be entered for any day. */
const free: Readonly<Record<string, readonly string[]>> = {
  opens: [
    'CaptureLead',
    'DefineDistribution',
    'DefinePipeline',
    'DraftQuotation',
    'EnrolCampaignMember',
    'ListProduct',
    'LogActivity',
    'OpenOpportunity',
    'OpenPriceList',
    'PlanActivity',
    'PlanCampaign',
    'ReceiveShopOrder',
    'RegisterInquiry',
    'RegisterParty',
    'RegisterSupplier',
    'RequestEngagement',
    'SetTarget',
  ],
  'stands beside other facts': [
    'RecordCampaignTouch',
    'RecordLeadInterest',
    'RecordLeadTouch',
    'RecordShopOrderPayment',
  ],
  'follows what its own events settle, and nothing else': [
    'ReleaseParty',
    'ResubscribeMember',
    'UnsubscribeMember',
  ],
  'says itself from which day on it holds, or for which': [
    'OverridePrice',
    'PublishExchangeRate',
    'RecordAccountingCost',
    'RecordCampaignCost',
    'RecordEngagementTime',
    'RecordReceiptCost',
    'SetCostCoefficient',
    'SetPriceCoefficient',
    'SetPriceRounding',
  ],
};

/**
 * Memberships say themselves from which day on they hold, so a team's facts need no order. Nor do the
 * notes of an import, which replace nothing.
 */
const unordered: readonly AggregateName[] = ['team', 'importRecord'];

const nameOf = (aspect: Aspect): string => (typeof aspect === 'string' ? aspect : aspect.aspect);

const tables: readonly (readonly [string, AspectTable, AspectTable])[] = Object.values(
  aggregates,
).flatMap(({ category, inOrder }) =>
  inOrder === undefined ? [] : [[category, inOrder.order.settles, inOrder.order.follows] as const],
);

describe('what follows what', () => {
  it('is said by every aggregate whose facts are replaced', () => {
    expect(
      Object.values(aggregates)
        .filter(({ inOrder }) => inOrder === undefined)
        .map(({ category }) => category),
    ).toEqual(unordered);
  });

  it('leaves those commands free that open something, stand beside it or name their day', () => {
    const nothing = tables.flatMap(([, , follows]) =>
      Object.keys(follows).filter((type) => follows[type]?.length === 0),
    );
    expect(nothing.sort()).toEqual(Object.values(free).flat().sort());
  });

  it.each(tables)('%s: a command follows only what some event settles', (_, settles, follows) => {
    const settled = new Set(Object.values(settles).flat().map(nameOf));
    const followed = Object.values(follows).flat().map(nameOf);
    expect(followed.filter((aspect) => !settled.has(aspect))).toEqual([]);
  });
});
