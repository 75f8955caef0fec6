import { funnelOf, leadsOf, roiOf, targetsOf } from './ask.ts';
import { campaign } from './campaigns.ts';
import { deal, pipelineDefined, worth } from './deals.ts';
import { moneyTarget } from './goals.ts';
import { day, type Happening, noon } from './history.ts';

const a = deal('a');
const spring = campaign('spring');
const opened = [pipelineDefined(), a.opened({ at: day('2026-01-05') })];
const dollars = { currency: 'USD' } as const;
const won = [...opened, a.won(noon('2026-02-01'), worth('100', dollars))];
const expected = [
  pipelineDefined(),
  a.opened({ at: day('2026-01-05'), expected: '1', ...dollars }),
];
const adjusted = [...won, a.adjusted(worth('90', dollars), noon('2026-02-02'))];
const spent = [spring.planned(), spring.spent('10', '2026-01-15')];

describe('a report that lacks a rate', () => {
  it.each<
    [
      string,
      readonly Happening[],
      (history: readonly Happening[]) => Promise<unknown>,
      string,
      number,
    ]
  >([
    ['the funnel of a won deal', won, funnelOf, 'opportunity-a', 2],
    ['the funnel of an expected deal', expected, funnelOf, 'opportunity-a', 1],
    ['a win whose value was put right', adjusted, funnelOf, 'opportunity-a', 2],
    ['profitability', won, roiOf, 'opportunity-a', 2],
    ['sales', won, (history) => targetsOf(history, { currency: 'EUR' }), 'opportunity-a', 2],
    [
      'a target',
      [...won, moneyTarget('100', { period: { start: '2026-02-01', end: '2026-03-01' } })],
      targetsOf,
      'opportunity-a',
      2,
    ],
    [
      'what a campaign cost',
      spent,
      (history) => roiOf(history, { currency: 'JPY' }),
      'campaign-spring',
      1,
    ],
    [
      'what leads cost',
      spent,
      (history) => leadsOf(history, { currency: 'JPY' }),
      'campaign-spring',
      1,
    ],
  ])(
    'names what has the amount, and the event that says it: %s',
    async (_, history, ask, stream, position) => {
      const [of, id] = stream.split('-');
      await expect(ask(history)).rejects.toMatchObject({
        code: 'exchange-rate/missing',
        stream,
        position,
        message: expect.stringMatching(
          new RegExp(
            `^${of} ${id} has an amount in (USD|EUR) \\(${stream}, position ${position}\\), and no exchange rate from .* Publish one for that day \\(PublishExchangeRate\\)`,
          ),
        ),
      });
    },
  );
});
