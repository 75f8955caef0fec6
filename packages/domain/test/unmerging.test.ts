import {
  type LeadCommand,
  type LeadEvent,
  lead,
  mergeLeads,
  unmergeLeads,
} from '@presales/domain/lead';
import {
  mergedOpportunity,
  mergeOpportunities,
  type OpportunityCommand,
  type OpportunityEvent,
  opportunity,
  unmergeOpportunities,
} from '@presales/domain/opportunity';
import {
  mergeParties,
  type PartyCommand,
  type PartyEvent,
  party,
  unmergeParties,
} from '@presales/domain/party';
import {
  type CodedRefusal,
  type CommandMessage,
  type Decider,
  fold,
  type Message,
} from '@presales/kernel';
import { scenario } from '@presales/testing';

const at = '2026-03-02T09:00:00.000Z';
const reason = 'two people of one name';

const lost = (leadId: string): LeadEvent => ({
  type: 'LeadDisqualified',
  data: { leadId, reason: 'no-intent' },
});
const caught = (leadId: string, more: object = {}): LeadEvent => ({
  type: 'LeadCaptured',
  data: { leadId, partyId: 'acme', source: 'trade-fair', ...more },
});
const registered = (partyId: string, existingCustomer = false): PartyEvent => ({
  type: 'PartyRegistered',
  data: { partyId, details: { kind: 'person', name: 'Anna' }, existingCustomer },
});

/** What comes of commands in turn, each on what the one before left. */
const carried = <
  Command extends CommandMessage,
  State,
  Event extends Message,
  Refusal extends CodedRefusal,
>(
  decider: Decider<Command, State, Event, Refusal>,
  history: readonly Event[],
  ...commands: readonly Command[]
): State => {
  const events = [...history];
  for (const command of commands) {
    const decision = decider.decide(command, fold(decider, events));
    if (decision.outcome === 'refused') throw new Error(decision.refusal.code);
    events.push(...decision.events);
  }
  return fold(decider, events);
};

describe('two leads that were merged by mistake', () => {
  const { given } = scenario(lead);
  const history: readonly LeadEvent[] = [
    caught('l2', { consentBasis: 'none', existingCustomerId: 'acme-old' }),
    { type: 'LeadAssigned', data: { leadId: 'l2', salespersonId: 'ben' } },
    {
      type: 'PurchaseTimeframeStated',
      data: { leadId: 'l2', timeframe: { kind: 'immediate' }, statedOn: '2026-03-02' },
    },
    { type: 'LeadParked', data: { leadId: 'l2', until: '2026-09-01', reason: 'no-timeline' } },
  ];
  const survivor = fold(lead.decider, [caught('l1', { consentBasis: 'opt-in' })]);
  const duplicate = fold(lead.decider, history);
  const planned = mergeLeads({ survivorId: 'l1', survivor, duplicateId: 'l2', duplicate, at });
  if (planned.outcome === 'refused') throw new Error(planned.refusal.code);
  const [absorb, merge] = planned.commands;
  const first: readonly LeadEvent[] = [caught('l1', { consentBasis: 'opt-in' })];
  const merged = carried(lead.decider, first, absorb);

  it('are two again, each as it was', () => {
    const ended = carried(lead.decider, history, merge);
    const back = unmergeLeads({
      survivorId: 'l1',
      survivor: merged,
      duplicateId: 'l2',
      duplicate: ended,
      reason,
      at,
    });
    if (back.outcome === 'refused') throw new Error(back.refusal.code);
    const [release, unmerge] = back.commands;
    expect(carried(lead.decider, first, absorb, release)).toEqual(survivor);
    expect(carried(lead.decider, history, merge, unmerge)).toEqual(duplicate);
  });

  const took: LeadEvent = {
    type: 'LeadAbsorbed',
    data: {
      leadId: 'l1',
      mergedId: 'l2',
      alsoMerged: ['l3'],
      consent: 'most-restrictive',
      consentBasis: 'none',
      existingCustomerId: 'old',
      workedBy: { salespersonId: 'ben' },
    },
  };
  const release = (mergedId = 'l2'): LeadCommand => ({
    type: 'ReleaseLead',
    data: { leadId: 'l1', mergedId, reason, at },
  });
  const released: LeadEvent = {
    type: 'LeadReleased',
    data: { leadId: 'l1', mergedId: 'l2', alsoMerged: ['l3'], reason },
  };
  const unmerge: LeadCommand = { type: 'UnmergeLead', data: { leadId: 'l1', reason, at } };
  const ended: LeadEvent = { type: 'LeadMergedInto', data: { leadId: 'l1', survivorId: 'l9' } };

  it('take along what had been merged into them', () =>
    given(caught('l1'), took).when(release()).emits(released));

  it('keep what was learned since', () => {
    const linked: LeadEvent = {
      type: 'LeadLinkedToCustomer',
      data: { leadId: 'l1', customerId: 'newer' },
    };
    const state = fold(lead.decider, [caught('l1'), took, linked, released]);
    expect(state).toMatchObject({
      record: { customerId: 'newer', absorbed: [], contributors: [] },
    });
    expect(state).toMatchObject({ record: { consentBasis: undefined } });
  });

  it('keep the stricter permission of another duplicate that was taken in since', () =>
    expect(
      fold(lead.decider, [
        caught('l1', { consentBasis: 'opt-in' }),
        took,
        {
          type: 'LeadAbsorbed',
          data: { leadId: 'l1', mergedId: 'l4', consent: 'most-restrictive', consentBasis: 'none' },
        },
        released,
      ]),
    ).toMatchObject({ record: { consentBasis: 'none', absorbed: ['l4'] } }));

  it('are let go once', () => given(caught('l1'), took, released).when(release()).changesNothing());

  it('are let go together with what they came with', () =>
    given(caught('l1'), took)
      .when(release('l3'))
      .refuses({ code: 'lead/absorbed-with-another', mergedId: 'l3', absorbedWith: 'l2' }));

  it('are let go by an opportunity too', () =>
    given(
      caught('l1'),
      {
        type: 'LeadConverted',
        data: { leadId: 'l1', opportunityId: 'o1', partyId: 'acme', salespersonId: 'anna' },
      },
      took,
    )
      .when(release())
      .emits(released));

  it.each([
    ['open', []],
    ['dropped', [lost('l1')]],
  ] as const)('stand where they stood: %s', (_, before) => {
    const unmerged: LeadEvent = {
      type: 'LeadUnmerged',
      data: { leadId: 'l1', survivorId: 'l9', reason },
    };
    given(caught('l1'), ...before, ended)
      .when(unmerge)
      .emits(unmerged);
    given(caught('l1'), ...before, ended, unmerged).is(
      fold(lead.decider, [caught('l1'), ...before]),
    );
  });

  it('are taken back once', () => given(caught('l1')).when(unmerge).changesNothing());

  it('were captured', () => {
    given().when(unmerge).refuses({ code: 'lead/not-captured' });
    given().when(release()).refuses({ code: 'lead/not-captured' });
  });

  it('are let go by a lead that is no duplicate itself', () =>
    given(caught('l1'), took, ended)
      .when(release())
      .refuses({ code: 'lead/merged', survivorId: 'l9' }));
});

describe('two parties that were merged by mistake', () => {
  const { given } = scenario(party);
  type State = ReturnType<typeof party.decider.evolve>;
  const first: readonly PartyEvent[] = [
    registered('p1'),
    { type: 'ConsentGiven', data: { partyId: 'p1', purpose: 'marketing', basis: 'opt-in' } },
  ];
  const history: readonly PartyEvent[] = [
    registered('p2', true),
    { type: 'ContactLinked', data: { partyId: 'p2', organisationId: 'acme' } },
    { type: 'ConsentWithdrawn', data: { partyId: 'p2', purpose: 'marketing' } },
  ];
  const planned = mergeParties({
    survivorId: 'p1',
    survivor: fold(party.decider, first),
    duplicateId: 'p2',
    duplicate: fold(party.decider, history),
    at,
  });
  if (planned.outcome === 'refused') throw new Error(planned.refusal.code);
  const [absorb, merge] = planned.commands;
  const after = (events: readonly PartyEvent[], ...commands: readonly PartyCommand[]): State =>
    carried(party.decider, events, ...commands);

  it('are two again, each as it was', () => {
    const back = unmergeParties({
      survivorId: 'p1',
      survivor: after(first, absorb),
      duplicateId: 'p2',
      duplicate: after(history, merge),
      reason,
      at,
    });
    if (back.outcome === 'refused') throw new Error(back.refusal.code);
    const [release, unmerge] = back.commands;
    expect(after(first, absorb)).not.toEqual(after(first));
    expect(after(first, absorb, release)).toEqual(after(first));
    expect(after(history, merge, unmerge)).toEqual(after(history));
  });

  const took: PartyEvent = {
    type: 'PartyAbsorbed',
    data: {
      partyId: 'p1',
      mergedId: 'p2',
      alsoMerged: ['p3'],
      consent: 'most-restrictive',
      consents: [],
      existingCustomer: true,
    },
  };
  const release = (mergedId = 'p2'): PartyCommand => ({
    type: 'ReleaseParty',
    data: { partyId: 'p1', mergedId, reason, at },
  });
  const released: PartyEvent = {
    type: 'PartyReleased',
    data: { partyId: 'p1', mergedId: 'p2', alsoMerged: ['p3'], reason },
  };
  const unmerge: PartyCommand = { type: 'UnmergeParty', data: { partyId: 'p1', reason, at } };

  it('take along what had been merged into them, once', () => {
    given(registered('p1'), took).when(release()).emits(released);
    given(registered('p1'), took, released).when(release()).changesNothing();
    given(registered('p1'), took)
      .when(release('p3'))
      .refuses({ code: 'party/absorbed-with-another', mergedId: 'p3', absorbedWith: 'p2' });
  });

  it('keep what was said since', () => {
    const said: PartyEvent = {
      type: 'ConsentWithdrawn',
      data: { partyId: 'p1', purpose: 'events' },
    };
    expect(fold(party.decider, [...first, took, said, released])).toMatchObject({
      consents: [{ status: 'withdrawn', purpose: 'events' }],
      existingCustomer: false,
      absorbed: [],
    });
  });

  it('stay customers of before where another duplicate was one', () =>
    expect(
      fold(party.decider, [
        registered('p1'),
        took,
        {
          type: 'PartyAbsorbed',
          data: {
            partyId: 'p1',
            mergedId: 'p4',
            consent: 'most-restrictive',
            consents: [],
            existingCustomer: true,
          },
        },
        released,
      ]),
    ).toMatchObject({ existingCustomer: true, absorbed: ['p4'] }));

  it('are taken back once, and not after their data was erased', () => {
    const ended: PartyEvent = {
      type: 'PartyMergedInto',
      data: { partyId: 'p1', survivorId: 'p9' },
    };
    const erased: PartyEvent = {
      type: 'PersonalDataErased',
      data: { partyId: 'p1', reason: 'asked for' },
    };
    given(registered('p1'), ended)
      .when(unmerge)
      .emits({ type: 'PartyUnmerged', data: { partyId: 'p1', survivorId: 'p9', reason } });
    given(registered('p1')).when(unmerge).changesNothing();
    given(registered('p1'), ended, erased).when(unmerge).refuses({ code: 'party/erased' });
  });

  it.each(['absent', 'erased', 'merged'] as const)('are not half merged: %s', (status) =>
    given(registered('p1'))
      .when({
        type: 'AbsorbParty',
        data: {
          partyId: 'p1',
          mergedId: 'p2',
          merged: { status, survivorId: 'p9', absorbed: [] },
          at,
        },
      })
      .refuses({ code: 'party/not-to-be-merged', mergedId: 'p2', status }),
  );
});

describe('two deals that were merged by mistake', () => {
  const { given } = scenario(opportunity);
  const pipeline = { pipelineId: 'direct', version: 1, steps: ['contact', 'proof'] };
  const opened = (opportunityId: string): OpportunityEvent => ({
    type: 'OpportunityOpened',
    data: {
      opportunityId,
      ownerId: 'anna',
      openedAt: at,
      pipeline,
      step: 'contact',
      origin: { kind: 'direct' },
    },
  });
  const held: OpportunityEvent = {
    type: 'OpportunityHeld',
    data: { opportunityId: 'o2', reason: 'budget in autumn' },
  };
  const first = [opened('o1')];
  const history = [opened('o2'), held];
  const survivor = fold(opportunity.decider, first);
  const duplicate = fold(opportunity.decider, history);
  const plan = { survivorId: 'o1', survivor, duplicateId: 'o2', duplicate, at };
  const planned = mergeOpportunities(plan);
  if (planned.outcome === 'refused') throw new Error(planned.refusal.code);
  const [absorb, merge] = planned.commands;
  const merged = carried(opportunity.decider, first, absorb);
  const ended = carried(opportunity.decider, history, merge);

  it('are two again, each as it was, the one at rest included', () => {
    const back = unmergeOpportunities({ ...plan, survivor: merged, duplicate: ended, reason });
    if (back.outcome === 'refused') throw new Error(back.refusal.code);
    const [release, unmerge] = back.commands;
    expect(merged).not.toEqual(survivor);
    expect(carried(opportunity.decider, first, absorb, release)).toEqual(survivor);
    expect(carried(opportunity.decider, history, merge, unmerge)).toEqual(duplicate);
  });

  const took = (mergedId: string): OpportunityEvent => ({
    type: 'OpportunityAbsorbed',
    data: { opportunityId: 'o1', mergedId },
  });
  const release: OpportunityCommand = {
    type: 'ReleaseOpportunity',
    data: { opportunityId: 'o1', mergedId: 'o2', reason, at },
  };
  const unmerge: OpportunityCommand = {
    type: 'UnmergeOpportunity',
    data: { opportunityId: 'o1', reason, at },
  };
  const gone: OpportunityEvent = {
    type: 'OpportunityMergedInto',
    data: { opportunityId: 'o1', survivorId: 'o9' },
  };

  it('are let go once, and nobody else with them', () => {
    const released: OpportunityEvent = {
      type: 'OpportunityReleased',
      data: { opportunityId: 'o1', mergedId: 'o2', reason },
    };
    given(opened('o1'), took('o2'), took('o3')).when(release).emits(released);
    given(opened('o1'), took('o3')).when(release).changesNothing();
    given(opened('o1'), took('o2'), took('o3'), released).is(
      fold(opportunity.decider, [opened('o1'), took('o3')]),
    );
  });

  it('are taken back once', () => {
    given(opened('o1'), gone)
      .when(unmerge)
      .emits({
        type: 'OpportunityUnmerged',
        data: { opportunityId: 'o1', survivorId: 'o9', reason },
      });
    given(opened('o1')).when(unmerge).changesNothing();
  });

  it('were opened, and are let go by a deal that is no duplicate itself', () => {
    given().when(unmerge).refuses({ code: 'opportunity/not-opened' });
    given().when(release).refuses({ code: 'opportunity/not-opened' });
    given(opened('o1'), took('o2'), gone)
      .when(release)
      .refuses({ code: 'opportunity/merged', survivorId: 'o9' });
  });

  const asked = (
    status: ReturnType<typeof mergedOpportunity>['status'],
    more: { readonly survivorId?: string; readonly absorbed?: readonly string[] } = {},
  ): OpportunityCommand => ({
    type: 'AbsorbOpportunity',
    data: {
      opportunityId: 'o1',
      mergedId: 'o2',
      merged: { status, absorbed: [], ...more },
      at,
    },
  });

  it.each([
    ['absent', {}],
    ['won', {}],
    ['lost', {}],
    ['won-reversed', {}],
    ['merged', { survivorId: 'o9' }],
  ] as const)('are not half merged the wrong way round, when the other is %s', (status, more) =>
    given(opened('o1'))
      .when(asked(status, more))
      .refuses({ code: 'opportunity/not-to-be-merged', mergedId: 'o2', status }),
  );

  it('are merged when the other is open, or was merged into this one before a crash', () => {
    given(opened('o1')).when(asked('open')).emits(took('o2'));
    given(opened('o1'))
      .when(asked('merged', { survivorId: 'o1' }))
      .emits(took('o2'));
  });

  it('are not one in a circle', () =>
    given(opened('o1'))
      .when(asked('open', { absorbed: ['o1'] }))
      .refuses({ code: 'opportunity/merge-cycle', survivorId: 'o1' }));

  it('are described by what they are and stand for', () => {
    expect(mergedOpportunity({ status: 'absent' })).toEqual({ status: 'absent', absorbed: [] });
    expect(mergedOpportunity(merged)).toEqual({ status: 'open', absorbed: ['o2'] });
    expect(mergedOpportunity(ended)).toEqual({ status: 'merged', survivorId: 'o1', absorbed: [] });
  });
});

describe('what ends in another one', () => {
  const lone = { survivorId: 'other', at };
  const pipeline = { pipelineId: 'direct', version: 1, steps: ['contact'] };

  it('is a lead, a party or a deal that the other has taken in, where that was looked up', () => {
    const leads = scenario(lead).given(caught('l1'));
    const parties = scenario(party).given(registered('p1'));
    const deals = scenario(opportunity).given({
      type: 'OpportunityOpened',
      data: {
        opportunityId: 'o1',
        ownerId: 'anna',
        openedAt: at,
        pipeline,
        step: 'contact',
        origin: { kind: 'direct' },
      },
    });
    const to = { survivorId: 'other' };
    const ending = (absorbed: boolean) => ({ ...lone, absorbed });
    leads
      .when({ type: 'MergeLead', data: { leadId: 'l1', ...ending(false) } })
      .refuses({ code: 'lead/not-absorbed', ...to });
    leads
      .when({ type: 'MergeLead', data: { leadId: 'l1', ...ending(true) } })
      .emits({ type: 'LeadMergedInto', data: { leadId: 'l1', ...to } });
    parties
      .when({ type: 'MergeParty', data: { partyId: 'p1', ...ending(false) } })
      .refuses({ code: 'party/not-absorbed', ...to });
    parties
      .when({ type: 'MergeParty', data: { partyId: 'p1', ...ending(true) } })
      .emits({ type: 'PartyMergedInto', data: { partyId: 'p1', ...to } });
    deals
      .when({ type: 'MergeOpportunity', data: { opportunityId: 'o1', ...ending(false) } })
      .refuses({ code: 'opportunity/not-absorbed', ...to });
    deals
      .when({ type: 'MergeOpportunity', data: { opportunityId: 'o1', ...ending(true) } })
      .emits({ type: 'OpportunityMergedInto', data: { opportunityId: 'o1', ...to } });
  });
});
