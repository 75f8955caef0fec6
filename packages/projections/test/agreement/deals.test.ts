import type { PipelineVersion } from '@presales/domain';
import {
  type Opportunity,
  type OpportunityCommand,
  type OpportunityEvent,
  opportunity,
} from '@presales/domain/opportunity';
import { type Instant, type Money, money, plus } from '@presales/kernel';
import fc, { type Arbitrary } from 'fast-check';
import { campaignRoiModel } from '../../src/campaign-roi/model.ts';
import { funnelModel } from '../../src/funnel/model.ts';
import { targetTrackingModel } from '../../src/target-tracking/model.ts';
import { projected } from '../project.ts';
import { agree, givenIn, hours, type Lives, lived, runs } from './lived.ts';

jest.setTimeout(600_000);

const eur = (amount: number): Money => money(amount, 'EUR');
const ids = fc.constantFrom('D-1', 'D-1', 'D-2');
const people = fc.constantFrom('ana', 'bob');
const text = fc.constantFrom('why', 'because');
const days = fc.constantFrom('2026-03-02', '2026-03-04', '2026-04-01');
const pipelines: Arbitrary<PipelineVersion> = fc.constantFrom<PipelineVersion[]>(
  { pipelineId: 'p', version: 1, steps: ['a', 'b', 'c'] },
  { pipelineId: 'p', version: 2, steps: ['a', 'c'] },
);
const values = fc.constantFrom(100, 200, 300).chain((net) =>
  fc.constantFrom(0, net / 2).map((unknown) => ({
    net: eur(net),
    margin: eur(net / 10),
    netOfUnknownCost: eur(unknown),
  })),
);

const command = <Type extends OpportunityCommand['type']>(
  type: Type,
  data: Readonly<Record<string, Arbitrary<unknown>>> = {},
) =>
  fc
    .record({ opportunityId: ids, at: hours, ...data })
    // What the parts say together is checked when the command is parsed.
    .map((drawn) => ({ type, data: drawn }) as unknown as OpportunityCommand);

const begins = command('OpenOpportunity', {
  ownerId: people,
  pipeline: pipelines,
  partyId: fc.constant('acme'),
  expectedValue: fc.constantFrom(eur(50), eur(60)),
});

const commands: Arbitrary<OpportunityCommand> = fc.oneof(
  command('MoveOpportunity', { step: fc.constantFrom('a', 'b', 'c') }),
  command('ChangePipeline', { pipeline: pipelines }),
  command('ReviseOpportunityValue', { expectedValue: fc.constantFrom(eur(70), eur(80)) }),
  command('SetExpectedCloseDate', { closeOn: days }),
  command('SetForecastCategory', { category: fc.constantFrom('commit', 'best-case', 'omitted') }),
  command('ResetForecast'),
  command('ChangeOpportunityOwner', { ownerId: people, reason: text }),
  command('RecordCompetitor', { competitor: fc.constantFrom('Acme', 'Globex') }),
  command('HoldOpportunity', { reason: text }),
  command('ResumeOpportunity'),
  { weight: 2, arbitrary: command('WinOpportunity', { value: values }) },
  command('AdjustWin', { value: values, reason: fc.constant('refund') }),
  command('ExtendWin', { value: values, quotationId: fc.constantFrom('Q-1', 'Q-2') }),
  command('LoseOpportunity', { reason: fc.constantFrom('price', 'features') }),
  { weight: 2, arbitrary: command('ReopenOpportunity', { reason: text }) },
  { weight: 2, arbitrary: command('ReverseWin', { reason: fc.constantFrom('refund', 'error') }) },
  command('SelectPrimaryQuotation', { quotationId: fc.constantFrom('Q-1', 'Q-2'), value: values }),
  command('UnlinkQuotation', { quotationId: fc.constantFrom('Q-1', 'Q-2') }),
  command('AllocateCredit', {
    effectiveFrom: days,
    credit: people.map((salespersonId) => [{ salespersonId, share: 10_000 }]),
  }),
);

type Deal = Exclude<Opportunity, { status: 'absent' | 'merged' }> & {
  /** Whose deal it is counted as: of a closed one, whoever owned it at its closing (B23). */
  readonly owner: string;
};

const closings: ReadonlySet<string> = new Set([
  'OpportunityWon',
  'OpportunityLost',
  'OpportunityWinReversed',
]);

/** The deals as they stood as of an instant. */
const dealsAsOf = ({ of }: Lives<Opportunity, OpportunityEvent>, asOf: Instant): readonly Deal[] =>
  of.flatMap((life): readonly Deal[] => {
    const deal = life.asOf(asOf);
    if (deal.status === 'absent' || deal.status === 'merged') return [];
    const { ownerId, owners } = deal.record;
    const closed = life.events.findLast(
      ({ type, metadata }) => closings.has(type) && metadata.occurredAt < asOf,
    );
    if (deal.status === 'open' || closed === undefined) return [{ ...deal, owner: ownerId }];
    const then = owners.findLast(({ since }) => since <= closed.metadata.occurredAt);
    return [{ ...deal, owner: then?.ownerId ?? ownerId }];
  });

const total = (amounts: readonly Money[]): Money => amounts.reduce(plus, eur(0));
const count = <Item>(items: readonly Item[], fits: (item: Item) => boolean): number =>
  items.filter(fits).length;

/** What the funnel has to say, as the deals have it. */
const funnelOf = (deals: readonly Deal[]) => {
  const open = deals.flatMap((deal) => (deal.status === 'open' ? [deal] : []));
  const won = deals.flatMap((deal) => (deal.status === 'won' ? [deal] : []));
  const own = (category: string) =>
    total(
      open.flatMap(({ record }) =>
        (record.byHand.category ?? 'pipeline') === category && record.expected !== undefined
          ? [record.expected.value]
          : [],
      ),
    );
  return {
    outcomes: {
      created: deals.length,
      open: open.length,
      onHold: count(open, ({ held }) => held !== undefined),
      won: won.length,
      lost: count(deals, ({ status }) => status === 'lost' || status === 'won-reversed'),
      reversed: count(deals, ({ status }) => status === 'won-reversed'),
    },
    wonValue: total(won.map(({ value }) => value.net)),
    wonMargin: total(won.map(({ value }) => value.margin)),
    expected: total(open.flatMap(({ record }) => record.expected?.value ?? [])),
    slips: open.reduce((slips, { record }) => slips + record.slips, 0),
    steps: Object.fromEntries(
      ['a', 'b', 'c'].map((step) => [step, count(open, ({ record }) => record.step === step)]),
    ),
    forecast: {
      closed: total(won.map(({ value }) => value.net)),
      commit: own('commit'),
      bestCase: own('best-case'),
      pipeline: own('pipeline'),
      omitted: own('omitted'),
    },
    losses: Object.fromEntries(
      [...new Set(deals.flatMap((deal) => reasonOf(deal) ?? []))]
        .sort()
        .map((reason) => [reason, count(deals, (deal) => reasonOf(deal) === reason)]),
    ),
    competitors: Object.fromEntries(
      [...new Set(deals.flatMap(({ record }) => record.competitors))]
        .sort()
        .map((name) => [
          name,
          [open, won].map((some: readonly Deal[]) =>
            count(some, ({ record }) => record.competitors.includes(name)),
          ),
        ]),
    ),
    owners: Object.fromEntries(
      [...new Set(deals.map(({ owner }) => owner))]
        .sort()
        .map((person) => [
          person,
          [open, won].map((some: readonly Deal[]) => count(some, ({ owner }) => owner === person)),
        ]),
    ),
  };
};

const reasonOf = (deal: Deal): string | undefined =>
  deal.status === 'lost' || deal.status === 'won-reversed' ? deal.reason : undefined;

it('a funnel says of deals what the deals say of themselves, as of any time', () =>
  fc.assert(
    fc.asyncProperty(givenIn(begins, commands), async (given) => {
      const lives = await lived(opportunity, given);
      const ask = await projected(funnelModel, lives.stored);
      for (const asOf of lives.moments) {
        const deals = dealsAsOf(lives, asOf);
        const report = await ask.funnel({ currency: 'EUR', groupBy: 'person', asOf });
        const { forecast, steps } = report;
        const groups = (report.groups ?? []).filter(({ figures }) => figures.outcomes.created > 0);
        agree(
          lives,
          asOf,
          {
            outcomes: report.outcomes,
            wonValue: report.wonValue,
            wonMargin: report.wonMargin,
            expected: report.openPipeline.expected,
            slips: report.openPipeline.slips,
            steps: {
              a: 0,
              b: 0,
              c: 0,
              ...Object.fromEntries(steps.map(({ step, openNow }) => [step, openNow])),
            },
            forecast: {
              closed: forecast.closed,
              commit: forecast.commit.own,
              bestCase: forecast.bestCase.own,
              pipeline: forecast.pipeline.own,
              omitted: forecast.omitted,
            },
            losses: Object.fromEntries(
              report.losses.map((line) => [line.reason, line.deals]).sort(),
            ),
            competitors: Object.fromEntries(
              report.competitors.map((line) => [line.competitor, [line.open, line.won]]).sort(),
            ),
            owners: Object.fromEntries(
              groups
                .map(({ key, figures }) => [key, [figures.outcomes.open, figures.outcomes.won]])
                .sort(),
            ),
          },
          funnelOf(deals),
        );
      }
    }),
    runs(60),
  ));

it('campaigns and targets say of sales what the deals say, as of any time', () =>
  fc.assert(
    fc.asyncProperty(givenIn(begins, commands), async (given) => {
      const lives = await lived(opportunity, given);
      const roi = await projected(campaignRoiModel, lives.stored);
      const targets = await projected(targetTrackingModel, lives.stored);
      for (const asOf of lives.moments) {
        const won = lives.of
          .map((life) => life.asOf(asOf))
          .flatMap((deal) => (deal.status === 'won' ? [deal.value] : []));
        const { sales } = await roi.campaignRoi({ currency: 'EUR', asOf });
        const listed = (await targets.targetTracking({ currency: 'EUR', asOf })).sales?.total;
        const said = { won: won.length, value: total(won.map(({ net }) => net)) };
        const margin = total(won.map((value) => value.margin));
        agree(
          lives,
          asOf,
          {
            targets: listed,
            campaigns: {
              won: Number(sales.wonDeals),
              value: sales.revenue,
              margin: sales.margin,
              unknown: sales.revenueOfUnknownCost,
            },
          },
          {
            targets: { ...said, margin },
            campaigns: {
              ...said,
              margin,
              unknown: total(won.map(({ netOfUnknownCost }) => netOfUnknownCost)),
            },
          },
        );
      }
    }),
    runs(40),
  ));
