import {
  type BayesModel,
  type LeadCommand,
  type LeadEvent,
  type LeadFact,
  lead,
  leadFacts,
  type PointsModel,
  scoreLead,
  trainBayes,
} from '@presales/domain/lead';
import { fold } from '@presales/kernel';
import { scenario } from '@presales/testing';
import fc from 'fast-check';
import {
  assigned,
  at,
  captured,
  converted,
  disqualified,
  leadId,
  marketingQualified,
  merged,
  recordAfter,
} from './lead-history.ts';

const { given } = scenario(lead);

const fit: PointsModel = {
  kind: 'points',
  model: 'fit',
  version: 1,
  rules: [
    { kind: 'is', factor: 'Met at a fair', fact: 'source', value: 'trade-fair', points: 20 },
    { kind: 'is', factor: 'Nobody referred them', fact: 'referred', value: 'no', points: -3 },
    { kind: 'is', factor: 'Wants it now', fact: 'temperature', value: 'hot', points: 50 },
    { kind: 'each', factor: 'Downloads', fact: 'interest:download', points: 5, atMost: 3 },
  ],
};

const downloaded = (interestId: string): LeadEvent => ({
  type: 'LeadInterestRecorded',
  data: { leadId, interestId, kind: 'download', campaignId: 'expo' },
});

const score = (model: PointsModel | BayesModel, facts?: readonly LeadFact[]): LeadCommand => ({
  type: 'ScoreLead',
  data: { leadId, model, asOf: '2026-03-02', ...(facts === undefined ? {} : { facts }), at },
});
const scored: LeadEvent = {
  type: 'LeadScored',
  data: {
    leadId,
    model: 'fit',
    version: 1,
    unit: 'points',
    score: 27,
    factors: [
      { factor: 'Met at a fair', points: 20 },
      { factor: 'Nobody referred them', points: -3 },
      { factor: 'Downloads', points: 10 },
    ],
  },
};

describe('a lead is scored', () => {
  it('by a model, which is named with its version and says why (S34)', () =>
    given(captured(), downloaded('i1'), downloaded('i2')).when(score(fit)).emits(scored));

  it('once while nothing has changed', () =>
    given(captured(), downloaded('i1'), downloaded('i2'), scored)
      .when(score(fit))
      .changesNothing());

  it('again when more is known', () =>
    given(captured(), downloaded('i1'), downloaded('i2'), downloaded('i3'), scored)
      .when(score(fit))
      .emits({
        type: 'LeadScored',
        data: {
          ...scored.data,
          score: 32,
          factors: [...scored.data.factors.slice(0, 2), { factor: 'Downloads', points: 15 }],
        },
      }));

  it('again by another version of the model', () =>
    given(captured(), downloaded('i1'), downloaded('i2'), scored)
      .when(score({ ...fit, version: 2 }))
      .emits({ type: 'LeadScored', data: { ...scored.data, version: 2 } }));

  it('with what the caller knows besides', () =>
    given(captured())
      .when(
        score(
          {
            ...fit,
            rules: [{ kind: 'is', factor: 'Large', fact: 'size', value: 'large', points: 7 }],
          },
          [{ fact: 'size', value: 'large' }],
        ),
      )
      .emits({
        type: 'LeadScored',
        data: {
          leadId,
          model: 'fit',
          version: 1,
          unit: 'points',
          score: 7,
          factors: [{ factor: 'Large', points: 7 }],
        },
      }));

  it('after it was dropped: it may come back', () =>
    given(captured(), disqualified)
      .when(score({ ...fit, rules: [] }))
      .emits({
        type: 'LeadScored',
        data: { leadId, model: 'fit', version: 1, unit: 'points', score: 0, factors: [] },
      }));

  it('and keeps its latest score', () => {
    const { leadId: _, ...kept } = scored.data;
    expect(recordAfter(captured(), scored).score).toEqual(kept);
  });

  it('not before it was captured', () =>
    given().when(score(fit)).refuses({ code: 'lead/not-captured' }));

  it('not once it is an opportunity', () =>
    given(captured(), assigned, converted)
      .when(score(fit))
      .refuses({ code: 'lead/closed', status: 'converted' }));

  it('not under a duplicate', () =>
    given(captured(), merged).when(score(fit)).refuses({ code: 'lead/merged', survivorId: 'l9' }));

  it('not by a model that has seen no lost lead', () =>
    given(captured())
      .when(score(trainBayes({ model: 'past', version: 3, outcomes: [{ won: true, facts: [] }] })))
      .refuses({ code: 'lead/model-untrained', model: 'past', version: 3 }));
});

describe('what a score stands on', () => {
  it('is what the lead itself has shown', () =>
    expect(
      leadFacts(
        recordAfter(
          captured({ referrerId: 'zoe', existingCustomerId: 'acme-old' }),
          marketingQualified,
          downloaded('i1'),
          { type: 'LeadInterestRecorded', data: { leadId, interestId: 'i2', kind: 'view' } },
          downloaded('i3'),
          {
            type: 'LeadTouched',
            data: { leadId, touchId: 't1', campaignId: 'spring', channel: 'letter' },
          },
          {
            type: 'PurchaseTimeframeStated',
            data: { leadId, timeframe: { kind: 'days', days: 20 }, statedOn: '2026-03-02' },
          },
        ),
        '2026-03-02',
      ),
    ).toEqual([
      { fact: 'source', value: 'trade-fair' },
      { fact: 'qualification', value: 'marketing' },
      { fact: 'temperature', value: 'warm' },
      { fact: 'existing-customer', value: 'yes' },
      { fact: 'referred', value: 'yes' },
      { fact: 'interests', value: 3 },
      { fact: 'interest:download', value: 2 },
      { fact: 'interest:view', value: 1 },
      { fact: 'touches', value: 1 },
      { fact: 'campaigns', value: 2 },
    ]));

  it('counts each campaign once: that of its capture, of its interests and of its touches', () => {
    const facts = leadFacts(
      recordAfter(
        captured({ campaignId: 'fair' }),
        downloaded('i1'),
        downloaded('i2'),
        ...['spring', 'fair'].map(
          (campaignId): LeadEvent => ({
            type: 'LeadTouched',
            data: { leadId, touchId: campaignId, campaignId, channel: 'letter' },
          }),
        ),
      ),
      '2026-03-02',
    );
    expect(facts).toContainEqual({ fact: 'campaigns', value: 3 });
    expect(leadFacts(recordAfter(captured({ campaignId: 'fair' })), '2026-03-02')).toContainEqual({
      fact: 'campaigns',
      value: 1,
    });
  });

  it('is little at first', () =>
    expect(
      leadFacts(
        recordAfter({ type: 'LeadCaptured', data: { leadId, partyId: 'p', source: 'other' } }),
        '2026-03-02',
      ),
    ).toEqual([
      { fact: 'source', value: 'other' },
      { fact: 'qualification', value: 'suspect' },
      { fact: 'temperature', value: 'cold' },
      { fact: 'existing-customer', value: 'no' },
      { fact: 'referred', value: 'no' },
      { fact: 'interests', value: 0 },
      { fact: 'touches', value: 0 },
      { fact: 'campaigns', value: 0 },
    ]));

  it('follows the bands of temperature that a business has set, and the day', () => {
    const record = recordAfter(captured(), {
      type: 'PurchaseTimeframeStated',
      data: { leadId, timeframe: { kind: 'days', days: 20 }, statedOn: '2026-03-02' },
    });
    const temperature = (asOf: string, bands?: { hotDays: number; warmDays: number }) =>
      leadFacts(record, asOf, bands).find(({ fact }) => fact === 'temperature')?.value;
    expect(temperature('2026-03-10')).toBe('hot');
    expect(temperature('2026-03-02', { hotDays: 30, warmDays: 90 })).toBe('hot');
  });
});

describe('points', () => {
  const each = (atMost: number): PointsModel => ({
    ...fit,
    rules: [{ kind: 'each', factor: 'Views', fact: 'views', points: 2, atMost }],
  });

  it.each([
    [0, 0],
    [1, 2],
    [3, 6],
    [4, 6],
  ])('for each of %d views, up to three, come to %d', (views, points) =>
    expect(scoreLead(each(3), [{ fact: 'views', value: views }])?.score).toBe(points),
  );

  it('for a count that is told twice go by the larger', () =>
    expect(
      scoreLead(each(10), [
        { fact: 'views', value: 2 },
        { fact: 'views', value: 4 },
        { fact: 'views', value: 3 },
      ]),
    ).toEqual({ unit: 'points', score: 8, factors: [{ factor: 'Views', points: 8 }] }));

  it('are not given for what is no count', () =>
    expect(scoreLead(each(3), [{ fact: 'views', value: 'many' }])).toEqual({
      unit: 'points',
      score: 0,
      factors: [],
    }));

  it('are not given for another fact of the same value', () =>
    expect(scoreLead(fit, [{ fact: 'medium', value: 'trade-fair' }])?.score).toBe(0));

  it('always total the score', () =>
    fc.assert(
      fc.property(fc.nat(9), fc.constantFrom('hot', 'cold'), (downloads, temperature) => {
        const result = scoreLead(fit, [
          { fact: 'temperature', value: temperature },
          { fact: 'interest:download', value: downloads },
        ]);
        expect(result?.factors.reduce((total, { points }) => total + points, 0)).toBe(
          result?.score,
        );
      }),
    ));
});

describe('another model', () => {
  it('scores the same history again, and the old score stays explainable', () => {
    const history = [captured(), downloaded('i1'), downloaded('i2')];
    const facts = leadFacts(recordAfter(...history), '2026-03-02');
    const other: PointsModel = {
      ...fit,
      version: 2,
      rules: [{ kind: 'each', factor: 'Interest', fact: 'interests', points: 4, atMost: 9 }],
    };
    expect(scoreLead(fit, facts)?.score).toBe(27);
    expect(scoreLead(other, facts)).toEqual({
      unit: 'points',
      score: 8,
      factors: [{ factor: 'Interest', points: 8 }],
    });
  });
});

describe('a model of past outcomes', () => {
  const known = (facts: Readonly<Record<string, string>>): readonly LeadFact[] =>
    Object.entries(facts).map(([fact, value]) => ({ fact, value }));
  const stages = ['New', 'Qualified', 'Proposition'];
  /** A lead at a stage has reached those before it; a won one all of them. */
  const deal = (country: number, state: number, source: number, stage: number) =>
    [
      ...known({ country: `c${country}`, state: `s${state}`, source: `u${source}` }),
      ...stages.slice(0, stage + 1).map((value) => ({ fact: 'stage', value })),
    ] as const;
  const at = (country: number, state: number, source: number, stage: number) => [
    ...known({ country: `c${country}`, state: `s${state}`, source: `u${source}` }),
    { fact: 'stage', value: stages[stage] ?? '' },
  ];
  const train = (...outcomes: readonly (readonly [boolean, readonly LeadFact[]])[]): BayesModel =>
    trainBayes({
      model: 'past',
      version: 1,
      outcomes: outcomes.map(([won, facts]) => ({ won, facts })),
      milestones: ['stage'],
    });
  const teamOne = train(
    [false, deal(0, 0, 0, 0)],
    [false, deal(1, 1, 1, 1)],
    [true, deal(2, 2, 2, 2)],
  );
  const teamTwo = train(
    [false, deal(0, 1, 1, 2)],
    [false, deal(0, 1, 2, 1)],
    [true, deal(0, 2, 2, 2)],
  );
  const teamThree = train(
    [true, deal(1, 1, 1, 2)],
    [false, deal(0, 1, 0, 0)],
    [false, deal(1, 2, 2, 0)],
  );

  // Odoo, addons/crm/tests/test_crm_pls.py, test_predictive_lead_scoring: countries, states, sources
  // and stages of the closed leads and of the one that is scored, in each of its three teams.
  it.each([
    ['one', teamOne, at(0, 1, 2, 1), 33_49],
    ['two', teamTwo, at(0, 1, 2, 1), 7_74],
    ['three', teamThree, at(0, 1, 2, 1), 35_09],
  ])('gives the probability that Odoo gives in its team %s', (_, model, facts, score) =>
    expect(scoreLead(model, facts)).toMatchObject({ unit: 'probability', score }),
  );

  it('explains a probability in thousandths of the odds’ logarithm', () =>
    expect(scoreLead(teamTwo, at(0, 1, 2, 1))).toEqual({
      unit: 'probability',
      score: 7_74,
      factors: [
        { factor: 'won and lost', points: -647 },
        { factor: 'state: s1', points: -2_438 },
        { factor: 'source: u2', points: 606 },
      ],
    }));

  it('says nothing without a won lead, or without a lost one', () => {
    expect(scoreLead(train([true, deal(0, 0, 0, 0)]), at(0, 0, 0, 0))).toBeUndefined();
    expect(scoreLead(train([false, deal(0, 0, 0, 0)]), at(0, 0, 0, 0))).toBeUndefined();
  });

  it('lets a value that it never saw say nothing', () =>
    expect(scoreLead(teamOne, known({ country: 'c9' }))).toEqual({
      unit: 'probability',
      score: 34_38,
      factors: [{ factor: 'won and lost', points: -647 }],
    }));

  it('is never certain', () => {
    const won: LeadFact = { fact: 'budget', value: 'yes' };
    const lost: LeadFact = { fact: 'budget', value: 'no' };
    const many = <Item>(item: Item): readonly Item[] => Array(100_000).fill(item);
    const model = trainBayes({
      model: 'past',
      version: 1,
      outcomes: [...many({ won: true, facts: [won] }), ...many({ won: false, facts: [lost] })],
    });
    expect(scoreLead(model, [won])?.score).toBe(99_99);
    expect(scoreLead(model, [lost])?.score).toBe(1);
  });

  it('counts how often each value was won and lost', () =>
    expect(teamTwo).toEqual({
      kind: 'bayes',
      model: 'past',
      version: 1,
      won: 1,
      lost: 2,
      milestones: ['stage'],
      frequencies: [
        { fact: 'country', value: 'c0', won: 1, lost: 2 },
        { fact: 'state', value: 's1', won: 0, lost: 2 },
        { fact: 'source', value: 'u1', won: 0, lost: 1 },
        { fact: 'stage', value: 'New', won: 1, lost: 2 },
        { fact: 'stage', value: 'Qualified', won: 1, lost: 2 },
        { fact: 'stage', value: 'Proposition', won: 1, lost: 1 },
        { fact: 'source', value: 'u2', won: 1, lost: 1 },
        { fact: 'state', value: 's2', won: 1, lost: 0 },
      ],
    }));

  it('learns nothing from counts, and knows no milestones unless told', () =>
    expect(
      trainBayes({
        model: 'past',
        version: 1,
        outcomes: [{ won: true, facts: [{ fact: 'views', value: 3 }] }],
      }),
    ).toEqual({
      kind: 'bayes',
      model: 'past',
      version: 1,
      won: 1,
      lost: 0,
      milestones: [],
      frequencies: [],
    }));

  it('leaves out a tag that it saw less than fifty times (as Odoo does)', () => {
    const tagged = (tag: string, times: number) =>
      Array.from({ length: times }, () => ({ won: true, facts: known({ tag, other: tag }) }));
    const { frequencies } = trainBayes({
      model: 'past',
      version: 1,
      outcomes: [...tagged('rare', 49), ...tagged('common', 50)],
      leastOutcomes: new Map([['tag', 50]]),
    });
    expect(frequencies).toEqual([
      { fact: 'other', value: 'rare', won: 49, lost: 0 },
      { fact: 'tag', value: 'common', won: 50, lost: 0 },
      { fact: 'other', value: 'common', won: 50, lost: 0 },
    ]);
  });

  it('takes a value for what it is of: a country that is called like a city says nothing', () => {
    const model: BayesModel = {
      kind: 'bayes',
      model: 'past',
      version: 1,
      won: 3,
      lost: 1,
      milestones: [],
      frequencies: [
        { fact: 'city', value: 'Luxembourg', won: 3, lost: 0 },
        { fact: 'city', value: 'Paris', won: 0, lost: 1 },
      ],
    };
    const factorsOf = (fact: string) => {
      const decision = lead.decider.decide(
        score(model, [{ fact, value: 'Luxembourg' }]),
        fold(lead.decider, [captured()]),
      );
      const [event] = decision.outcome === 'emitted' ? decision.events : [];
      return event?.type === 'LeadScored' ? event.data.factors.map(({ factor }) => factor) : [];
    };
    expect(factorsOf('city')).toContain('city: Luxembourg');
    expect(factorsOf('country')).not.toContain('city: Luxembourg');
  });

  it('forgets the loss of a lead that was reopened', () => {
    const lost = { won: false, facts: known({ country: 'c0' }) };
    const before = trainBayes({ model: 'past', version: 1, outcomes: [lost, lost] });
    const after = trainBayes({ model: 'past', version: 2, outcomes: [lost] });
    expect(before.frequencies).toEqual([{ fact: 'country', value: 'c0', won: 0, lost: 2 }]);
    expect(after).toMatchObject({
      lost: 1,
      frequencies: [{ fact: 'country', value: 'c0', won: 0, lost: 1 }],
    });
  });

  it('keeps apart facts and values whose names run together', () =>
    expect(
      trainBayes({
        model: 'past',
        version: 1,
        outcomes: [
          { won: true, facts: known({ a: 'b,c' }) },
          { won: true, facts: known({ 'a,b': 'c' }) },
        ],
      }).frequencies,
    ).toHaveLength(2));
});
