import { type OpportunityCommand, opportunity } from '@presales/domain/opportunity';
import { scenario } from '@presales/testing';
import { at, opened, opening, opportunityId, pipeline } from './opportunity-fixtures.ts';

const { given } = scenario(opportunity);

const openWith = (more: object): OpportunityCommand => ({
  type: 'OpenOpportunity',
  data: { ...opening, ...more, at },
});
const openedWith = (more: object) => ({ ...opened, data: { ...opened.data, ...more } });

describe('an opportunity comes', () => {
  it.each([
    ['from a lead (S39)', { kind: 'lead', id: 'l1' }],
    ['from an inquiry', { kind: 'inquiry', id: 'i1' }],
    ['from a quotation that is followed (S66, S75)', { kind: 'quotation', id: 'q1' }],
    ['from a shop order (S68, S75)', { kind: 'shop-order', id: 's1' }],
    [
      'from a deal that was lost before: a recycled one names it (S26)',
      { kind: 'recycled', id: 'o0' },
    ],
    ['from nothing in particular', { kind: 'direct' }],
  ])('%s', (_, origin) => given().when(openWith({ origin })).emits(openedWith({ origin })));

  it('from a lost deal only when that is named (B13)', () =>
    given()
      .when(openWith({ origin: { kind: 'recycled' } }))
      .refuses({ code: 'opportunity/origin-unnamed' }));
});

describe('an opportunity keeps what its steps say', () => {
  const terms = [
    { step: 'call', probability: 10 },
    { step: 'offer', probability: 50, forecastCategory: 'best-case', maxDays: 14 },
  ] as const;

  it('as its pipeline had it when it was opened (S74)', () =>
    given()
      .when(openWith({ pipeline: { ...pipeline, terms } }))
      .emits(openedWith({ pipeline: { ...pipeline, terms } })));

  it('of steps that the pipeline has', () =>
    given()
      .when(openWith({ pipeline: { ...pipeline, terms: [{ step: 'demo', probability: 1 }] } }))
      .refuses({ code: 'opportunity/unknown-step', step: 'demo' }));

  it('of each step once', () =>
    given()
      .when(openWith({ pipeline: { ...pipeline, terms: [...terms, ...terms.slice(1)] } }))
      .refuses({ code: 'opportunity/step-twice', step: 'offer' }));
});

describe('an opportunity counts its days', () => {
  it('in the zone it was opened with', () =>
    given()
      .when(openWith({ zone: 'Europe/Bucharest' }))
      .emits(openedWith({ zone: 'Europe/Bucharest' })));

  it('in a zone that cannot be changed by opening it again', () =>
    given(opened)
      .when(openWith({ zone: 'Europe/Bucharest' }))
      .refuses({ code: 'opportunity/already-opened' }));
});

it('an opportunity goes from the first call to the contract (S4, S74)', () => {
  const history = [
    opened,
    ...[
      ['call', 'visit'],
      ['visit', 'offer'],
      ['offer', 'contract'],
    ].map(
      ([from = '', to = '']) =>
        ({
          type: 'OpportunityStepEntered',
          data: { opportunityId, from, to, direction: 'forward', skipped: [] },
        }) as const,
    ),
  ];
  const euros = { amount: 100_00, currency: 'EUR', scale: 2 };
  const value = { net: euros, margin: euros, netOfUnknownCost: { ...euros, amount: 0 } };
  given(...history)
    .when({ type: 'WinOpportunity', data: { opportunityId, value, at } })
    .emits({
      type: 'OpportunityWon',
      data: {
        opportunityId,
        partyId: 'acme',
        value,
        credit: [{ salespersonId: 'anna', share: 10_000 }],
        step: 'contract',
        skipped: [],
      },
    });
});
