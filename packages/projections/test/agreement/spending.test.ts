import { type Campaign, type CampaignCommand, campaign } from '@presales/domain/campaign';
import { END_OF_TIME, type LocalDate, type Money, minus, money, plus } from '@presales/kernel';
import fc from 'fast-check';
import { campaignRoiModel } from '../../src/campaign-roi/model.ts';
import { projected } from '../project.ts';
import { agree, commandsOf, givenIn, lastDay, lived, runs } from './lived.ts';

jest.setTimeout(600_000);

const eur = (amount: number): Money => money(amount, 'EUR');
const campaignIds = fc.constantFrom('C-1', 'C-1', 'C-2', 'C-3');
const costIds = fc.constantFrom('K-1', 'K-1', 'K-2');
const reason = fc.constantFrom('why', 'because');
const command = commandsOf<CampaignCommand>({ campaignId: campaignIds });

/** Whoever makes a campaign part of another has looked up what that one is part of itself. */
const inNoRing = ({ data, ...rest }: CampaignCommand): CampaignCommand =>
  ({
    ...rest,
    data:
      'parentId' in data && (data.parentId ?? '') <= data.campaignId
        ? { ...data, parentId: undefined }
        : data,
  }) as CampaignCommand;

const begins = command('PlanCampaign', {
  name: fc.constant('Fair'),
  channel: fc.constantFrom('event', 'trade-fair'),
  startsOn: fc.constant('2026-03-01'),
  parentId: fc.constantFrom(undefined, undefined, 'C-2'),
}).map(inNoRing);

const commands = fc.oneof(
  {
    weight: 4,
    arbitrary: command('RecordCampaignCost', {
      costId: costIds,
      amount: fc.constantFrom(100, 250, -50).map(eur),
      kind: fc.constant('other'),
      costDate: fc.constantFrom('2026-03-01', '2026-03-02', '2026-03-03', '2026-04-01'),
    }),
  },
  {
    weight: 4,
    arbitrary: command('CorrectCampaignCost', {
      costId: costIds,
      correctionId: fc.constantFrom('R-1', 'R-2', 'R-3'),
      delta: fc.constantFrom(-100, -30, 20).map(eur),
      reason,
    }),
  },
  {
    weight: 2,
    arbitrary: command('BudgetCampaign', { budget: fc.constantFrom(500, 900).map(eur), reason }),
  },
  command('ChangeCampaignParent', { parentId: fc.constantFrom(undefined, 'C-2', 'C-3') }).map(
    inNoRing,
  ),
  command('CancelCampaign', { reason }),
);

type Planned = Exclude<Campaign, { status: 'absent' }>;
const total = (amounts: readonly Money[]): Money => amounts.reduce(plus, eur(0));

/** What was spent by the end of a day: a cost counts on its day, whenever it was entered (B4). */
const costsBy = ({ record }: Planned, day: LocalDate): readonly Money[] => [
  ...[...record.costs.values()].flatMap(({ amount, costDate }) =>
    costDate <= day ? [amount] : [],
  ),
  ...[...record.corrections.values()].flatMap(({ delta, costDate }) =>
    costDate <= day ? [delta] : [],
  ),
];

/** The topmost of the campaigns that one is part of, as they say. */
const topOf = (campaigns: readonly Campaign[]) => {
  const parents = new Map(
    campaigns.flatMap((state) =>
      state.status === 'absent'
        ? []
        : [[state.record.plan.campaignId, state.record.parentId] as const],
    ),
  );
  const top = (id: string): string => {
    const parent = parents.get(id);
    return parent === undefined ? id : top(parent);
  };
  return top;
};

it('campaign profitability says of costs, of budgets left and of families what the campaigns say, as of any time', () =>
  fc.assert(
    fc.asyncProperty(givenIn(begins, commands, 18), async (given) => {
      const lives = await lived(campaign, given);
      const ask = await projected(campaignRoiModel, lives.stored);
      for (const asOf of lives.moments) {
        const report = await ask.campaignRoi({ currency: 'EUR', asOf });
        const families = await ask.campaignRoi({ currency: 'EUR', asOf, by: 'family' });
        const day = lastDay(asOf);
        const lines = lives.of.flatMap((life) => {
          const [ever, then] = [life.asOf(END_OF_TIME), life.asOf(asOf)];
          if (ever.status === 'absent') return [];
          const costs = costsBy(ever, day);
          if (then.status === 'absent' && costs.length === 0) return [];
          const spent = total(costs);
          const budget = then.status === 'absent' ? undefined : then.record.budget;
          return [
            {
              id: ever.record.plan.campaignId,
              spent,
              budget,
              left: budget && minus(budget, spent),
            },
          ];
        });
        const top = topOf(lives.of.map((life) => life.asOf(asOf)));
        agree(
          lives,
          asOf,
          {
            campaigns: Object.fromEntries(
              report.campaigns.map((line) => [
                line.campaignId,
                [line.actualCost, line.budget, line.budgetVariance, line.profit],
              ]),
            ),
            families: Object.fromEntries(
              families.campaigns.map((line) => [line.campaignId, line.actualCost]),
            ),
            total: [report.total.actualCost, families.total.actualCost],
          },
          {
            campaigns: Object.fromEntries(
              lines.map(({ id, spent, budget, left }) => [
                id,
                [spent, budget, left, minus(eur(0), spent)],
              ]),
            ),
            families: Object.fromEntries(
              [...new Set(lines.map(({ id }) => top(id)))].map((family) => [
                family,
                total(lines.flatMap(({ id, spent }) => (top(id) === family ? [spent] : []))),
              ]),
            ),
            total: Array(2).fill(total(lines.map(({ spent }) => spent))),
          },
        );
      }
    }),
    runs(60),
  ));
