import {
  distributionLimit,
  type LeadDistributionCommand,
  type LeadDistributionEvent,
  leadDistribution,
} from '@presales/domain/lead-distribution';
import { scenario } from '@presales/testing';
import { eventsAfter } from './run.ts';

const { given } = scenario(leadDistribution);

const at = '2026-03-02T09:00:00.000Z';
const distributionId = 'north-2026';
type Rule = (LeadDistributionEvent & { type: 'DistributionDefined' })['data']['rule'];
type Members = (LeadDistributionEvent & { type: 'DistributionDefined' })['data']['members'];

const define = (
  rule: Rule,
  members: Members,
  more: { readonly teamId?: string; readonly zone?: string } = {},
): LeadDistributionCommand => ({
  type: 'DefineDistribution',
  data: { distributionId, rule, members, ...more, at },
});
const defined = (
  rule: Rule,
  members: Members,
  more: { readonly teamId?: string; readonly zone?: string } = {},
): LeadDistributionEvent => ({
  type: 'DistributionDefined',
  data: { distributionId, rule, members, zone: 'UTC', ...more },
});
const distribute = (
  leadId: string,
  more: Partial<(LeadDistributionCommand & { type: 'DistributeLead' })['data']> = {},
): LeadDistributionCommand => ({
  type: 'DistributeLead',
  data: { distributionId, leadId, at, ...more },
});
const went = (
  leadId: string,
  salespersonId: string,
  more: Partial<(LeadDistributionEvent & { type: 'LeadDistributed' })['data']> = {},
): LeadDistributionEvent => ({
  type: 'LeadDistributed',
  data: {
    distributionId,
    leadId,
    attempt: 1,
    salespersonId,
    rule: 'round-robin',
    on: '2026-03-02',
    ...more,
  },
});
/** Who gets leads that come one after the other. */
const receivers = (...commands: readonly LeadDistributionCommand[]): readonly string[] =>
  eventsAfter(leadDistribution, commands).flatMap((event) =>
    event.type === 'LeadDistributed' ? [event.data.salespersonId] : [],
  );
const leads = (count: number, more?: Parameters<typeof distribute>[1]) =>
  Array.from({ length: count }, (_, index) => distribute(`l${index + 1}`, more));

const four = ['S1', 'S2', 'S3', 'S4'].map((salespersonId) => ({ salespersonId }));
const two = four.slice(0, 2);

describe('a distribution of leads', () => {
  it('is defined with its rule and its people (S33)', () =>
    given()
      .when(define('round-robin', four, { teamId: 'north', zone: 'Europe/Bucharest' }))
      .emits(defined('round-robin', four, { teamId: 'north', zone: 'Europe/Bucharest' })));

  it('counts its months in UTC unless told otherwise', () =>
    given().when(define('round-robin', four)).emits(defined('round-robin', four)));

  it('is defined once', () =>
    given(defined('round-robin', four)).when(define('round-robin', four)).changesNothing());

  it('is defined anew for other people', () =>
    given(defined('round-robin', four))
      .when(define('round-robin', two))
      .emits(defined('round-robin', two)));

  it('has to be defined before it gives out leads', () =>
    given().when(distribute('l1')).refuses({ code: 'lead-distribution/not-defined' }));

  it('names everybody once', () =>
    expect(() =>
      given().when(define('round-robin', [{ salespersonId: 'S1' }, { salespersonId: 'S1' }])),
    ).toThrow('expected every salesperson once'));

  it('gives everybody a quota when quotas rule', () =>
    given()
      .when(define('quota', [{ salespersonId: 'S1', quota: 5 }, { salespersonId: 'S2' }]))
      .refuses({ code: 'lead-distribution/quota-needed', salespersonId: 'S2' }));

  it('gives everybody a territory when territories rule', () =>
    given()
      .when(
        define('territory', [
          { salespersonId: 'S1', territories: ['RO'] },
          { salespersonId: 'S2', quota: 5 },
        ]),
      )
      .refuses({ code: 'lead-distribution/territories-needed', salespersonId: 'S2' }));

  it.each([
    ['quota', [{ salespersonId: 'S1', quota: 5 }]],
    ['territory', [{ salespersonId: 'S1', territories: ['RO'] }]],
  ] as const)('is defined with all that the rule %s needs', (rule, members) =>
    given().when(define(rule, members)).emits(defined(rule, members)),
  );
});

describe('leads that go round', () => {
  // Odoo, crm: round robin of six leads to four salespeople [R:ODO-LEAD].
  it('go to S1 S2 S3 S4 S1 S2 when there are six of them for four people (S33)', () =>
    expect(receivers(define('round-robin', four), ...leads(6))).toEqual([
      'S1',
      'S2',
      'S3',
      'S4',
      'S1',
      'S2',
    ]));

  it('are told with the rule and the day', () =>
    given(defined('round-robin', four), went('l1', 'S1'))
      .when(distribute('l2'))
      .emits(went('l2', 'S2')));

  it('go to one person each, however often they are asked for', () =>
    given(defined('round-robin', four), went('l1', 'S1')).when(distribute('l1')).changesNothing());

  it('pass by who is away, who is first on coming back', () =>
    expect(
      receivers(
        define('round-robin', four),
        distribute('l1', { unavailable: ['S1', 'S2'] }),
        distribute('l2', { unavailable: ['S1'] }),
        distribute('l3'),
        distribute('l4'),
        distribute('l5'),
      ),
    ).toEqual(['S3', 'S2', 'S1', 'S4', 'S3']));

  it('go to who has joined, then on in turn', () =>
    expect(
      receivers(
        define('round-robin', two),
        ...leads(3),
        define('round-robin', [...two, { salespersonId: 'new' }]),
        distribute('l4'),
        distribute('l5'),
        distribute('l6'),
      ),
    ).toEqual(['S1', 'S2', 'S1', 'new', 'S2', 'S1']));

  it('go to nobody when everybody is away', () =>
    given(defined('round-robin', two))
      .when(distribute('l1', { unavailable: ['S2', 'S1'] }))
      .refuses({ code: 'lead-distribution/nobody-left', leadId: 'l1' }));

  it('do not mind where a lead is, nor quotas', () =>
    given(
      defined('round-robin', [{ salespersonId: 'S1', quota: 1, territories: ['RO'] }]),
      went('l0', 'S1'),
    )
      .when(distribute('l1', { territory: 'DE' }))
      .emits(went('l1', 'S1')));
});

describe('a lead that was given back', () => {
  it('goes to somebody who has not had it', () =>
    given(
      defined('round-robin', four),
      went('l1', 'S1'),
      went('l2', 'S2'),
      went('l3', 'S3'),
      went('l4', 'S4'),
    )
      .when(distribute('l1', { attempt: 2 }))
      .emits(went('l1', 'S2', { attempt: 2 })));

  it('goes there once', () =>
    given(defined('round-robin', four), went('l1', 'S1'), went('l1', 'S2', { attempt: 2 }))
      .when(distribute('l1', { attempt: 2 }))
      .changesNothing());

  it('goes to nobody when all have had it', () =>
    given(defined('round-robin', two), went('l1', 'S1'), went('l1', 'S2', { attempt: 2 }))
      .when(distribute('l1', { attempt: 3 }))
      .refuses({ code: 'lead-distribution/nobody-left', leadId: 'l1' }));
});

describe('leads that go by quota', () => {
  const members = [
    { salespersonId: 'S1', quota: 2 },
    { salespersonId: 'S2', quota: 4 },
  ];
  const byQuota = (leadId: string, salespersonId: string, on = '2026-03-02') =>
    went(leadId, salespersonId, { rule: 'quota', on });

  it('go to who has had the smaller part of theirs (S33)', () =>
    expect(receivers(define('quota', members), ...leads(6))).toEqual([
      'S1',
      'S2',
      'S2',
      'S1',
      'S2',
      'S2',
    ]));

  it('are told with the rule', () =>
    given(defined('quota', members), byQuota('l1', 'S1'))
      .when(distribute('l2'))
      .emits(byQuota('l2', 'S2')));

  const filled = [
    byQuota('l1', 'S1'),
    byQuota('l2', 'S2'),
    byQuota('l3', 'S2'),
    byQuota('l4', 'S1'),
    byQuota('l5', 'S2'),
    byQuota('l6', 'S2'),
  ];

  it('wait when everybody has had theirs', () =>
    given(defined('quota', members), ...filled)
      .when(distribute('l7'))
      .refuses({ code: 'lead-distribution/quotas-filled', month: '2026-03' }));

  it('wait too while only who is away has some left', () =>
    given(defined('quota', members), byQuota('l1', 'S1'), byQuota('l2', 'S1'))
      .when(distribute('l7', { unavailable: ['S2'] }))
      .refuses({ code: 'lead-distribution/quotas-filled', month: '2026-03' }));

  it('begin anew with the month', () =>
    given(defined('quota', members), ...filled)
      .when(distribute('l7', { at: '2026-04-01T00:00:00.000Z' }))
      .emits(byQuota('l7', 'S1', '2026-04-01')));

  it('count in the month of their zone', () =>
    given(defined('quota', members, { zone: 'Europe/Bucharest' }), ...filled)
      .when(distribute('l7', { at: '2026-03-31T21:30:00.000Z' }))
      .emits(byQuota('l7', 'S1', '2026-04-01')));

  it('count what was given in that month when they are told late', () =>
    given(defined('quota', members), ...filled, byQuota('l7', 'S1', '2026-04-01'))
      .when(distribute('l8'))
      .refuses({ code: 'lead-distribution/quotas-filled', month: '2026-03' }));

  it('go, among equals, to who has waited longest', () =>
    expect(
      receivers(
        define('quota', [
          { salespersonId: 'S1', quota: 3 },
          { salespersonId: 'S2', quota: 3 },
        ]),
        distribute('l1', { unavailable: ['S1'] }),
        distribute('l2'),
        distribute('l3'),
        distribute('l4'),
      ),
    ).toEqual(['S2', 'S1', 'S2', 'S1']));
});

describe('leads that go by territory', () => {
  const members = [
    { salespersonId: 'S1', territories: ['Cluj'] },
    { salespersonId: 'S2', territories: ['Iași', 'Cluj'] },
    { salespersonId: 'S3', territories: ['Iași'] },
  ];
  const inTerritory = (leadId: string, salespersonId: string) =>
    went(leadId, salespersonId, { rule: 'territory' });

  it('go to who covers theirs (S33)', () =>
    given(defined('territory', members))
      .when(distribute('l1', { territory: 'Iași' }))
      .emits(inTerritory('l1', 'S2')));

  it('go round among those', () =>
    expect(
      receivers(
        define('territory', members),
        ...leads(4, { territory: 'Iași' }),
        distribute('l5', { territory: 'Cluj' }),
      ),
    ).toEqual(['S2', 'S3', 'S2', 'S3', 'S1']));

  it('are somewhere', () =>
    given(defined('territory', members))
      .when(distribute('l1'))
      .refuses({ code: 'lead-distribution/territory-unknown', leadId: 'l1' }));

  it('are where somebody is', () =>
    given(defined('territory', members))
      .when(distribute('l1', { territory: 'Arad' }))
      .refuses({ code: 'lead-distribution/territory-uncovered', territory: 'Arad' }));

  it('wait when who covers it is away', () =>
    given(defined('territory', members))
      .when(distribute('l1', { territory: 'Cluj', unavailable: ['S1', 'S2'] }))
      .refuses({ code: 'lead-distribution/nobody-left', leadId: 'l1' }));
});

describe('a distribution that is full', () => {
  const gone = Array.from({ length: distributionLimit - 1 }, (_, index) => went(`n${index}`, 'S1'));

  it('gives out ten thousand leads', () =>
    given(defined('round-robin', two), ...gone)
      .when(distribute('l1'))
      .emits(went('l1', 'S2')));

  it('gives out no more', () =>
    given(defined('round-robin', two), ...gone, went('l1', 'S2'))
      .when(distribute('l2'))
      .refuses({ code: 'lead-distribution/full', limit: 10_000 }));
});

it('a command names the distribution whose stream it is for', () =>
  expect(leadDistribution.identify(distribute('l1'))).toBe(distributionId));

it('a distribution remembers who had which lead', () =>
  given(defined('round-robin', two), went('l1', 'S1'), went('l1', 'S2', { attempt: 2 })).is({
    status: 'defined',
    definition: { distributionId, rule: 'round-robin', members: two, zone: 'UTC' },
    given: [
      { leadId: 'l1', attempt: 1, salespersonId: 'S1' },
      { leadId: 'l1', attempt: 2, salespersonId: 'S2' },
    ],
    served: {
      turns: new Map([
        ['S1', 1],
        ['S2', 2],
      ]),
      months: new Map([
        [
          '2026-03',
          new Map([
            ['S1', 1],
            ['S2', 1],
          ]),
        ],
      ]),
    },
  }));
