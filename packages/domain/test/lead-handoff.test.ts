import { type LeadCommand, type LeadEvent, lead } from '@presales/domain/lead';
import { scenario } from '@presales/testing';
import {
  accepted,
  assigned,
  at,
  captured,
  leadAfter,
  leadId,
  marketingQualified,
  nurtured,
  parked,
  recordAfter,
  salesQualified,
} from './lead-history.ts';

const { given } = scenario(lead);

const accept = (salespersonId: string): LeadCommand => ({
  type: 'AcceptLeadHandoff',
  data: { leadId, salespersonId, at },
});
const reject = (salespersonId: string): LeadCommand => ({
  type: 'RejectLeadHandoff',
  data: { leadId, salespersonId, reason: 'Not my territory', at },
});
const rejected: LeadEvent = {
  type: 'LeadHandoffRejected',
  data: { leadId, salespersonId: 'anna', reason: 'Not my territory' },
};
const unassign: LeadCommand = { type: 'UnassignLead', data: { leadId, reason: 'Anna left', at } };
const unassigned: LeadEvent = {
  type: 'LeadUnassigned',
  data: { leadId, salespersonId: 'anna', reason: 'Anna left' },
};
const qualify = (
  more: {
    readonly salespersonId?: string;
    readonly teamId?: string;
    readonly leadEmail?: string;
    readonly salespersonEmail?: string;
  } = {},
): LeadCommand => ({ type: 'QualifyLeadForSales', data: { leadId, ...more, at } });
const toBen: LeadEvent = {
  type: 'LeadReassigned',
  data: { leadId, from: 'anna', to: 'ben', teamId: 'south', reason: 'Anna is on leave' },
};

describe('a lead that marketing hands to sales', () => {
  it('is accepted by the one it went to: marketing sees that (S19, S38)', () =>
    given(captured(), assigned)
      .when(accept('anna'))
      .emits({ type: 'LeadHandoffAccepted', data: { leadId, salespersonId: 'anna' } }));

  it('is accepted once', () =>
    given(captured(), assigned, accepted).when(accept('anna')).changesNothing());

  it('is rejected with a reason: marketing sees that too (S38)', () =>
    given(captured(), assigned).when(reject('anna')).emits(rejected));

  it('is nobody’s after a rejection', () =>
    given(captured(), assigned, rejected)
      .when(reject('anna'))
      .refuses({ code: 'lead/unassigned' }));

  it('can go to another after a rejection, without a reason', () =>
    given(captured(), assigned, rejected)
      .when({ type: 'AssignLead', data: { leadId, salespersonId: 'ben', at } })
      .emits({ type: 'LeadAssigned', data: { leadId, salespersonId: 'ben' } }));

  it('is no longer qualified for sales after a rejection: what sales owns has an owner (S32)', () =>
    expect(recordAfter(captured(), assigned, salesQualified, rejected)).toMatchObject({
      qualification: 'marketing',
      assignment: undefined,
    }));

  it.each([
    [[assigned], 'suspect'],
    [[marketingQualified, assigned], 'marketing'],
  ] as const)('keeps a lesser qualification through a rejection', (before, qualification) =>
    expect(recordAfter(captured(), ...before, rejected).qualification).toBe(qualification),
  );

  it('is not rejected after it was accepted', () =>
    given(captured(), assigned, accepted)
      .when(reject('anna'))
      .refuses({ code: 'lead/handoff-accepted', salespersonId: 'anna' }));

  it('is accepted anew by whom it was reassigned to', () =>
    given(captured(), assigned, accepted, toBen)
      .when(accept('ben'))
      .emits({ type: 'LeadHandoffAccepted', data: { leadId, salespersonId: 'ben' } }));

  it.each([accept('ben'), reject('ben')])('is not for another to answer: $type', (command) =>
    given(captured(), assigned)
      .when(command)
      .refuses({ code: 'lead/assigned-to-another', salespersonId: 'anna' }),
  );

  it.each([accept('anna'), reject('anna')])('is somebody’s before $type', (command) =>
    given(captured()).when(command).refuses({ code: 'lead/unassigned' }),
  );

  it('is remembered with its team and its answer', () => {
    expect(recordAfter(captured(), assigned).assignment).toEqual({
      salespersonId: 'anna',
      teamId: 'north',
      handoff: 'offered',
    });
    expect(recordAfter(captured(), assigned, accepted).assignment).toEqual({
      salespersonId: 'anna',
      teamId: 'north',
      handoff: 'accepted',
    });
    expect(recordAfter(captured(), assigned, accepted, toBen).assignment).toEqual({
      salespersonId: 'ben',
      teamId: 'south',
      handoff: 'offered',
    });
  });

  it('knows no answer of a lead that nobody has', () =>
    expect(recordAfter(captured(), accepted).assignment).toBeUndefined());
});

describe('a lead that shows immediate interest', () => {
  it('goes directly to sales: it is qualified and has an owner in one breath (S32)', () =>
    given(captured())
      .when(qualify({ salespersonId: 'anna', teamId: 'north' }))
      .emits(assigned, salesQualified));

  it('goes to a person of no team', () =>
    given(captured())
      .when(qualify({ salespersonId: 'anna' }))
      .emits({ type: 'LeadAssigned', data: { leadId, salespersonId: 'anna' } }, salesQualified));

  it('has gone there once', () =>
    given(captured(), assigned, salesQualified)
      .when(qualify({ salespersonId: 'anna' }))
      .changesNothing());

  it('stays with who has it', () =>
    given(captured(), assigned)
      .when(qualify({ salespersonId: 'anna' }))
      .emits(salesQualified));

  it('is not taken from who has it', () =>
    given(captured(), assigned)
      .when(qualify({ salespersonId: 'ben' }))
      .refuses({ code: 'lead/assigned-to-another', salespersonId: 'anna' }));

  it('is not sold to itself', () =>
    given(captured())
      .when(
        qualify({
          salespersonId: 'anna',
          leadEmail: 'anna@example.org',
          salespersonEmail: 'ANNA@example.org',
        }),
      )
      .refuses({ code: 'lead/owner-is-the-lead', salespersonId: 'anna' }));

  it('is nurtured no longer', () =>
    expect(recordAfter(captured(), nurtured, assigned, salesQualified)).toMatchObject({
      qualification: 'sales',
      nurturing: undefined,
    }));
});

describe('a lead is assigned', () => {
  it('by a rule, which is named with its distribution (S33)', () =>
    given(captured())
      .when({
        type: 'AssignLead',
        data: {
          leadId,
          salespersonId: 'anna',
          rule: 'round-robin',
          distributionId: 'north-2026',
          at,
        },
      })
      .emits({
        type: 'LeadAssigned',
        data: {
          leadId,
          salespersonId: 'anna',
          rule: 'round-robin',
          distributionId: 'north-2026',
        },
      }));

  it('by hand to another, with a reason', () =>
    given(captured(), assigned)
      .when({
        type: 'AssignLead',
        data: {
          leadId,
          salespersonId: 'ben',
          teamId: 'south',
          rule: 'by-hand',
          reason: 'Anna is on leave',
          at,
        },
      })
      .emits({ type: 'LeadReassigned', data: { ...toBen.data, rule: 'by-hand' } }));

  const ownLead = (leadEmail?: string, salespersonEmail?: string): LeadCommand => ({
    type: 'AssignLead',
    data: {
      leadId,
      salespersonId: 'anna',
      ...(leadEmail === undefined ? {} : { leadEmail }),
      ...(salespersonEmail === undefined ? {} : { salespersonEmail }),
      at,
    },
  });

  // ERPNext and frappe/crm: a lead's owner cannot have the lead's e-mail address.
  it('to nobody who has the lead’s own e-mail address', () =>
    given(captured())
      .when(ownLead('Anna@example.org', 'anna@example.org'))
      .refuses({ code: 'lead/owner-is-the-lead', salespersonId: 'anna' }));

  it.each([
    ['anna@example.org', 'b@example.com'],
    ['anna@example.org', undefined],
    [undefined, 'anna@example.org'],
    [undefined, undefined],
  ])('where the addresses differ or are not known (%s, %s), and they are not kept', (one, other) =>
    given(captured())
      .when(ownLead(one, other))
      .emits({ type: 'LeadAssigned', data: { leadId, salespersonId: 'anna' } }),
  );

  it('to nobody any more, with a reason', () =>
    given(captured(), assigned).when(unassign).emits(unassigned));

  it('to nobody, once', () =>
    given(captured(), assigned, unassigned).when(unassign).changesNothing());

  it('to somebody again without a reason', () =>
    given(captured(), assigned, unassigned)
      .when({ type: 'AssignLead', data: { leadId, salespersonId: 'ben', at } })
      .emits({ type: 'LeadAssigned', data: { leadId, salespersonId: 'ben' } }));

  it('to somebody as long as sales owns it (S32)', () =>
    given(captured(), assigned, salesQualified)
      .when(unassign)
      .refuses({ code: 'lead/sales-qualified' }));
});

describe('the first response of a lead', () => {
  const respond = (activityId: string): LeadCommand => ({
    type: 'RecordLeadFirstResponse',
    data: { leadId, activityId, at },
  });
  const responded: LeadEvent = {
    type: 'LeadFirstResponded',
    data: { leadId, activityId: 'call-1' },
  };

  it('names the visit, call or letter of the staff that it answered (S11)', () =>
    given(captured()).when(respond('call-1')).emits(responded));

  it('is recorded once', () =>
    given(captured(), responded).when(respond('call-1')).changesNothing());

  it('is the first: a later one is another activity', () =>
    given(captured(), responded)
      .when(respond('call-2'))
      .refuses({ code: 'lead/already-responded', activityId: 'call-1' }));

  it('stays with the lead', () =>
    expect(recordAfter(captured(), responded).firstResponse).toBe('call-1'));
});

describe('while a lead is set aside', () => {
  it.each([
    accept('anna'),
    reject('anna'),
    unassign,
    qualify(),
    { type: 'AssignLead', data: { leadId, salespersonId: 'ben', at } },
    { type: 'RecordLeadFirstResponse', data: { leadId, activityId: 'call-1', at } },
    { type: 'QualifyLeadForMarketing', data: { leadId, at } },
    { type: 'NurtureLead', data: { leadId, at } },
    { type: 'ConvertLead', data: { leadId, opportunityId: 'o1', at } },
    { type: 'LinkLeadToCustomer', data: { leadId, customerId: 'acme-old', at } },
  ] satisfies readonly LeadCommand[])('$type waits for its resumption', (command) =>
    given(captured(), assigned, parked)
      .when(command)
      .refuses({ code: 'lead/parked', until: '2026-09-01' }),
  );
});

it('a lead begins as a suspect (S27)', () =>
  expect(leadAfter(captured())).toEqual({
    status: 'open',
    record: {
      captured: captured().data,
      qualification: 'suspect',
      interests: new Map(),
      touches: new Map(),
      absorbed: [],
      absorptions: new Map(),
      contributors: [],
      cycle: 1,
    },
  }));
