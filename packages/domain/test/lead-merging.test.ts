import { type LeadCommand, type LeadEvent, lead, mergeLeads } from '@presales/domain/lead';
import { scenario } from '@presales/testing';
import {
  assigned,
  at,
  captured,
  converted,
  disqualified,
  leadAfter,
  leadId,
  merged,
  parked,
  recordAfter,
} from './lead-history.ts';

const { given } = scenario(lead);

const merge = (survivorId = 'l9'): LeadCommand => ({
  type: 'MergeLead',
  data: { leadId, survivorId, at },
});
const absorb = (
  more: Partial<(LeadCommand & { type: 'AbsorbLead' })['data']> = {},
): LeadCommand => ({ type: 'AbsorbLead', data: { leadId, mergedId: 'l2', at, ...more } });
const absorbed = (
  more: Partial<(LeadEvent & { type: 'LeadAbsorbed' })['data']> = {},
): LeadEvent => ({
  type: 'LeadAbsorbed',
  data: { leadId, mergedId: 'l2', consent: 'most-restrictive', ...more },
});

describe('a duplicate', () => {
  it.each([
    ['open', []],
    ['set aside', [parked]],
    ['dropped', [disqualified]],
  ] as const)('that is %s ends in its survivor', (_, history) =>
    given(captured(), ...history)
      .when(merge())
      .emits(merged),
  );

  it('ends once', () => given(captured(), merged).when(merge()).changesNothing());

  it('ends in one survivor', () =>
    given(captured(), merged).when(merge('l8')).refuses({ code: 'lead/merged', survivorId: 'l9' }));

  it('keeps its history, and points to where it goes on', () =>
    expect(leadAfter(captured(), assigned, merged)).toEqual({
      status: 'merged',
      record: recordAfter(captured(), assigned),
      survivorId: 'l9',
      before: leadAfter(captured(), assigned),
    }));

  it('does not end in itself', () =>
    given(captured()).when(merge('l1')).refuses({ code: 'lead/merge-cycle', survivorId: 'l1' }));

  it.each(['l2', 'l3'])('does not end in what ended in it: %s', (survivorId) =>
    given(captured(), absorbed({ alsoMerged: ['l3'] }))
      .when(merge(survivorId))
      .refuses({ code: 'lead/merge-cycle', survivorId }),
  );

  it('has to be captured', () => given().when(merge()).refuses({ code: 'lead/not-captured' }));

  it('is none once it is an opportunity', () =>
    given(captured(), assigned, converted)
      .when(merge())
      .refuses({ code: 'lead/closed', status: 'converted' }));
});

describe('the survivor of a merge', () => {
  it.each([
    ['open', []],
    ['set aside', [parked]],
    ['an opportunity by now', [assigned, converted]],
  ] as const)('that is %s takes in its duplicate', (_, history) =>
    given(captured(), ...history)
      .when(absorb())
      .emits(absorbed()),
  );

  it('takes it in once', () => given(captured(), absorbed()).when(absorb()).changesNothing());

  it('has taken in what its duplicates had', () =>
    given(captured(), absorbed({ alsoMerged: ['l3'] }))
      .when(absorb({ mergedId: 'l3' }))
      .changesNothing());

  it('takes in one after the other', () =>
    expect(
      recordAfter(captured(), absorbed({ alsoMerged: ['l3'] }), absorbed({ mergedId: 'l4' }))
        .absorbed,
    ).toEqual(['l2', 'l3', 'l4']));

  it('names what its duplicate had taken in', () =>
    given(captured())
      .when(absorb({ alsoMerged: ['l3', 'l4'] }))
      .emits(absorbed({ alsoMerged: ['l3', 'l4'] })));

  it('leaves nothing to name of a duplicate that had taken in none', () =>
    given(captured())
      .when(absorb({ alsoMerged: [] }))
      .emits(absorbed()));

  it('does not take in itself', () =>
    given(captured())
      .when(absorb({ mergedId: 'l1' }))
      .refuses({ code: 'lead/merge-cycle', survivorId: 'l1' }));

  it('does not take in what has taken it in', () =>
    given(captured())
      .when(absorb({ alsoMerged: ['l3', 'l1'] }))
      .refuses({ code: 'lead/merge-cycle', survivorId: 'l1' }));

  it('is not merged itself', () =>
    given(captured(), merged).when(absorb()).refuses({ code: 'lead/merged', survivorId: 'l9' }));

  it.each([
    ['has become an opportunity: that one is the survivor', 'converted'],
    ['was merged into another', 'merged'],
    ['nobody captured', 'absent'],
  ] as const)('does not take in what %s, not even half', (_, status) =>
    given(captured())
      .when(absorb({ merged: { status, absorbed: [], survivorId: 'l9' } }))
      .refuses({ code: 'lead/not-to-be-merged', mergedId: 'l2', status }),
  );

  it('does not take in what has taken it in, as was looked up', () =>
    given(captured())
      .when(absorb({ merged: { status: 'open', absorbed: [leadId] } }))
      .refuses({ code: 'lead/merge-cycle', survivorId: leadId }));

  it.each([
    { status: 'open', absorbed: [] },
    { status: 'disqualified', absorbed: ['l3'] },
    { status: 'merged', absorbed: [], survivorId: leadId },
  ] as const)('takes in what was looked up as %j', (merged) =>
    given(captured()).when(absorb({ merged })).emits(absorbed()),
  );

  it('is not dropped: it is reopened first', () =>
    given(captured(), disqualified)
      .when(absorb())
      .refuses({ code: 'lead/closed', status: 'disqualified' }));

  it('has to be captured', () => given().when(absorb()).refuses({ code: 'lead/not-captured' }));
});

describe('the permission to approach a merged lead', () => {
  it.each([
    ['opt-in', 'legitimate-interest', 'legitimate-interest'],
    ['legitimate-interest', 'opt-in', 'legitimate-interest'],
    ['double-opt-in', 'opt-in', 'opt-in'],
    ['existing-customer', 'none', 'none'],
    ['opt-in', 'opt-in', 'opt-in'],
  ] as const)(
    'is the most restrictive unless chosen otherwise: of %s and %s it is %s',
    (survivor, duplicate, consentBasis) =>
      given(captured({ consentBasis: survivor }))
        .when(absorb({ consentBasis: duplicate }))
        .emits(absorbed({ consentBasis })),
  );

  it('is what one of them has when the other says nothing', () => {
    given(captured({ consentBasis: 'opt-in' }))
      .when(absorb())
      .emits(absorbed({ consentBasis: 'opt-in' }));
    given(captured())
      .when(absorb({ consentBasis: 'opt-in' }))
      .emits(absorbed({ consentBasis: 'opt-in' }));
  });

  it.each([
    ['survivor', 'opt-in'],
    ['merged', 'none'],
  ] as const)('may be chosen to be the one of the %s', (consent, consentBasis) =>
    given(captured({ consentBasis: 'opt-in' }))
      .when(absorb({ consent, consentBasis: 'none' }))
      .emits(absorbed({ consent, consentBasis })),
  );

  it('stays with the survivor, also when nothing is left of it', () => {
    const history = captured({ consentBasis: 'opt-in' });
    expect(recordAfter(history).consentBasis).toBe('opt-in');
    expect(recordAfter(history, absorbed({ consentBasis: 'none' })).consentBasis).toBe('none');
    expect(recordAfter(history, absorbed({ consent: 'merged' })).consentBasis).toBeUndefined();
  });
});

describe('what a survivor takes over', () => {
  const soon = { timeframe: { kind: 'immediate' }, statedOn: '2026-03-02' } as const;
  const stated: LeadEvent = { type: 'PurchaseTimeframeStated', data: { leadId, ...soon } };

  it('is the customer that the duplicate was known to be (S17)', () => {
    given(captured())
      .when(absorb({ existingCustomerId: 'acme-old' }))
      .emits(absorbed({ existingCustomerId: 'acme-old' }));
    expect(recordAfter(captured(), absorbed({ existingCustomerId: 'acme-old' })).customerId).toBe(
      'acme-old',
    );
  });

  it('is no other customer than its own', () => {
    const customer = captured({ existingCustomerId: 'own' });
    given(customer)
      .when(absorb({ existingCustomerId: 'acme-old' }))
      .emits(absorbed());
    expect(recordAfter(customer, absorbed()).customerId).toBe('own');
  });

  it('is when the duplicate wants to buy, where the survivor never said', () =>
    given(captured())
      .when(absorb({ purchase: soon }))
      .emits(absorbed({ purchase: soon })));

  it('is what was said last', () => {
    const later = { ...soon, statedOn: '2026-03-03' };
    given(captured(), stated)
      .when(absorb({ purchase: later }))
      .emits(absorbed({ purchase: later }));
    expect(recordAfter(captured(), stated, absorbed({ purchase: later })).purchase).toEqual(later);
  });

  it.each(['2026-03-02', '2026-03-01'])('is not what was said on %s, no later', (statedOn) => {
    given(captured(), stated)
      .when(absorb({ purchase: { timeframe: { kind: 'none' }, statedOn } }))
      .emits(absorbed());
    expect(recordAfter(captured(), stated, absorbed()).purchase).toEqual(soon);
  });

  it('is the credit of who worked the duplicate', () => {
    const workedBy = { salespersonId: 'ben', teamId: 'south' };
    given(captured(), assigned).when(absorb({ workedBy })).emits(absorbed({ workedBy }));
    expect(
      recordAfter(
        captured(),
        absorbed({ workedBy }),
        absorbed({ mergedId: 'l3' }),
        absorbed({ mergedId: 'l4', workedBy: { salespersonId: 'cleo' } }),
      ).contributors,
    ).toEqual([workedBy, { salespersonId: 'cleo' }]);
  });
});

describe('merging two leads', () => {
  const duplicate = leadAfter(
    captured({ consentBasis: 'opt-in', existingCustomerId: 'acme-old' }),
    assigned,
    {
      type: 'PurchaseTimeframeStated',
      data: { leadId: 'l2', timeframe: { kind: 'immediate' }, statedOn: '2026-03-02' },
    },
    {
      type: 'LeadAbsorbed',
      data: { leadId: 'l2', mergedId: 'l3', consent: 'survivor', consentBasis: 'opt-in' },
    },
  );
  const plan = { survivorId: 'l1', survivor: leadAfter(captured()), duplicateId: 'l2', at };
  const absorbCommand = {
    leadId: 'l1',
    mergedId: 'l2',
    alsoMerged: ['l3'],
    consentBasis: 'opt-in',
    existingCustomerId: 'acme-old',
    purchase: { timeframe: { kind: 'immediate' }, statedOn: '2026-03-02' },
    workedBy: { salespersonId: 'anna', teamId: 'north' },
    at,
  } as const;

  it('asks the survivor for all that the duplicate knew, then ends the duplicate', () =>
    expect(mergeLeads({ ...plan, duplicate })).toEqual({
      outcome: 'planned',
      commands: [
        { type: 'AbsorbLead', data: { ...absorbCommand, consent: 'most-restrictive' } },
        { type: 'MergeLead', data: { leadId: 'l2', survivorId: 'l1', at } },
      ],
    }));

  it('takes the permission that is chosen', () =>
    expect(mergeLeads({ ...plan, duplicate, consent: 'merged' })).toMatchObject({
      commands: [{ data: { consent: 'merged' } }, {}],
    }));

  it('takes over nothing from a duplicate that knew nothing', () =>
    expect(mergeLeads({ ...plan, duplicate: leadAfter(captured()) })).toEqual({
      outcome: 'planned',
      commands: [
        {
          type: 'AbsorbLead',
          data: { leadId: 'l1', mergedId: 'l2', consent: 'most-restrictive', at },
        },
        { type: 'MergeLead', data: { leadId: 'l2', survivorId: 'l1', at } },
      ],
    }));

  it('gives credit to a person of no team', () =>
    expect(
      mergeLeads({
        ...plan,
        duplicate: leadAfter(captured(), {
          type: 'LeadAssigned',
          data: { leadId: 'l2', salespersonId: 'ben' },
        }),
      }),
    ).toMatchObject({ commands: [{ data: { workedBy: { salespersonId: 'ben' } } }, {}] }));

  it('asks for nothing when the duplicate cannot end', () =>
    expect(mergeLeads({ ...plan, duplicate: leadAfter(captured(), assigned, converted) })).toEqual({
      outcome: 'refused',
      refusal: { code: 'lead/closed', status: 'converted' },
    }));

  it('asks for nothing when the duplicate is unknown', () =>
    expect(mergeLeads({ ...plan, duplicate: leadAfter() })).toEqual({
      outcome: 'refused',
      refusal: { code: 'lead/not-captured' },
    }));

  it('asks for nothing when the survivor was merged itself', () =>
    expect(mergeLeads({ ...plan, survivor: leadAfter(captured(), merged), duplicate })).toEqual({
      outcome: 'refused',
      refusal: { code: 'lead/merged', survivorId: 'l9' },
    }));

  it('goes through once more after it was cut short', () => {
    const planned = mergeLeads({
      ...plan,
      survivor: leadAfter(captured(), absorbed()),
      duplicate,
    });
    expect(planned.outcome).toBe('planned');
  });
});
