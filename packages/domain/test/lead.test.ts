import { type LeadCommand, type LeadEvent, lead } from '@presales/domain/lead';
import { scenario } from '@presales/testing';

const { given } = scenario(lead);

const at = '2026-03-02T09:00:00.000Z';
const leadId = 'l1';
const details = { leadId, partyId: 'acme', source: 'trade-fair', campaignId: 'expo' } as const;
const capture: LeadCommand = { type: 'CaptureLead', data: { ...details, at } };
const captured: LeadEvent = { type: 'LeadCaptured', data: details };

const assignTo = (
  salespersonId: string,
  more: { readonly teamId?: string; readonly reason?: string } = {},
): LeadCommand => ({ type: 'AssignLead', data: { leadId, salespersonId, ...more, at } });
const assigned: LeadEvent = {
  type: 'LeadAssigned',
  data: { leadId, salespersonId: 'anna', teamId: 'north' },
};
const reassigned: LeadEvent = {
  type: 'LeadReassigned',
  data: { leadId, from: 'anna', to: 'ben', reason: 'on leave' },
};

const qualifyForMarketing: LeadCommand = { type: 'QualifyLeadForMarketing', data: { leadId, at } };
const marketingQualified: LeadEvent = { type: 'LeadMarketingQualified', data: { leadId } };
const qualifyForSales: LeadCommand = { type: 'QualifyLeadForSales', data: { leadId, at } };
const salesQualified: LeadEvent = {
  type: 'LeadSalesQualified',
  data: { leadId, salespersonId: 'anna' },
};

const disqualify: LeadCommand = {
  type: 'DisqualifyLead',
  data: { leadId, reason: 'no-intent', note: 'Only asks.', at },
};
const disqualified: LeadEvent = {
  type: 'LeadDisqualified',
  data: { leadId, reason: 'no-intent', note: 'Only asks.' },
};

const convert: LeadCommand = { type: 'ConvertLead', data: { leadId, opportunityId: 'o1', at } };
const converted: LeadEvent = {
  type: 'LeadConverted',
  data: { leadId, opportunityId: 'o1', partyId: 'acme', salespersonId: 'anna' },
};

describe('a lead', () => {
  it('is captured with its source, its campaign and who it is', () =>
    given().when(capture).emits(captured));

  it('is captured once', () => given(captured).when(capture).changesNothing());

  it('is still that lead when it is captured again after it was closed', () =>
    given(captured, assigned, converted).when(capture).changesNothing());

  it.each([
    ['party', { ...details, partyId: 'other' }],
    ['source', { ...details, source: 'webinar' as const }],
    ['referrer', { ...details, referrerId: 'zoe' }],
  ])('is not captured again with another %s', (_, data) =>
    given(captured)
      .when({ type: 'CaptureLead', data: { ...data, at } })
      .refuses({ code: 'lead/already-captured' }),
  );

  it.each([assignTo('anna'), qualifyForMarketing, qualifyForSales, disqualify, convert])(
    'has to be captured before $type',
    (command) => given().when(command).refuses({ code: 'lead/not-captured' }),
  );
});

describe('a lead without a salesperson', () => {
  it('is assigned without a reason', () =>
    given(captured)
      .when(assignTo('anna', { teamId: 'north' }))
      .emits(assigned));

  it('is assigned to a person of no team', () =>
    given(captured)
      .when(assignTo('anna'))
      .emits({ type: 'LeadAssigned', data: { leadId, salespersonId: 'anna' } }));

  it('can be qualified for marketing: clear interest, not ready to buy (S31)', () =>
    given(captured).when(qualifyForMarketing).emits(marketingQualified));

  it('cannot be qualified for sales: sales has to own it at once (S32)', () =>
    given(captured, marketingQualified).when(qualifyForSales).refuses({ code: 'lead/unassigned' }));

  it('cannot be converted', () =>
    given(captured).when(convert).refuses({ code: 'lead/unassigned' }));
});

describe('an assigned lead', () => {
  it('stays with the same person of the same team', () =>
    given(captured, assigned)
      .when(assignTo('anna', { teamId: 'north', reason: 'again' }))
      .changesNothing());

  it('stays with the same person when no team is named', () =>
    given(captured, assigned).when(assignTo('anna')).changesNothing());

  it('goes to another person with a reason', () =>
    given(captured, assigned)
      .when(assignTo('ben', { reason: 'on leave' }))
      .emits(reassigned));

  it('does not go to another person without a reason', () =>
    given(captured, assigned)
      .when(assignTo('ben'))
      .refuses({ code: 'lead/reason-needed', salespersonId: 'anna' }));

  it('goes to another team of the same person with a reason', () =>
    given(captured, assigned)
      .when(assignTo('anna', { teamId: 'south', reason: 'moved' }))
      .emits({
        type: 'LeadReassigned',
        data: { leadId, from: 'anna', to: 'anna', teamId: 'south', reason: 'moved' },
      }));

  it('stays with whom it was reassigned to', () =>
    given(captured, assigned, reassigned).when(assignTo('ben')).changesNothing());

  it('keeps its qualification when it is reassigned', () =>
    given(captured, assigned, salesQualified, reassigned).when(qualifyForSales).changesNothing());

  it('is qualified for sales, for whoever has it', () =>
    given(captured, assigned, reassigned)
      .when(qualifyForSales)
      .emits({ type: 'LeadSalesQualified', data: { leadId, salespersonId: 'ben' } }));

  it('is qualified for sales after marketing', () =>
    given(captured, marketingQualified, assigned).when(qualifyForSales).emits(salesQualified));

  it.each([
    ['marketing', marketingQualified, qualifyForMarketing],
    ['sales', salesQualified, qualifyForSales],
    ['marketing when sales took over', salesQualified, qualifyForMarketing],
  ])('is qualified for %s once', (_, event, command) =>
    given(captured, assigned, event).when(command).changesNothing(),
  );

  it('becomes an opportunity of its party (S39)', () =>
    given(captured, assigned).when(convert).emits(converted));
});

describe('a lead that is dropped', () => {
  it('says why: it only asks and does not intend to buy (S20)', () =>
    given(captured).when(disqualify).emits(disqualified));

  it('says why in one word', () =>
    given(captured)
      .when({ type: 'DisqualifyLead', data: { leadId, reason: 'spam', at } })
      .emits({ type: 'LeadDisqualified', data: { leadId, reason: 'spam' } }));

  it('needs a note when the reason is other', () =>
    given(captured)
      .when({ type: 'DisqualifyLead', data: { leadId, reason: 'other', at } })
      .refuses({ code: 'lead/note-needed' }));

  it('may have another reason with a note', () =>
    given(captured)
      .when({ type: 'DisqualifyLead', data: { leadId, reason: 'other', note: 'Moved.', at } })
      .emits({ type: 'LeadDisqualified', data: { leadId, reason: 'other', note: 'Moved.' } }));

  it('is dropped once', () => given(captured, disqualified).when(disqualify).changesNothing());

  it.each([
    ['reason', { reason: 'spam', note: 'Only asks.' }],
    ['note', { reason: 'no-intent', note: 'Really.' }],
  ] as const)('is not dropped again for another %s', (_, more) =>
    given(captured, disqualified)
      .when({ type: 'DisqualifyLead', data: { leadId, ...more, at } })
      .refuses({ code: 'lead/closed', status: 'disqualified' }),
  );
});

describe('a closed lead', () => {
  it('was converted once', () =>
    given(captured, assigned, converted).when(convert).changesNothing());

  it('is not converted into a second opportunity', () =>
    given(captured, assigned, converted)
      .when({ type: 'ConvertLead', data: { leadId, opportunityId: 'o2', at } })
      .refuses({ code: 'lead/already-converted', opportunityId: 'o1' }));

  it.each([assignTo('anna'), qualifyForMarketing, qualifyForSales, disqualify])(
    'refuses $type after its conversion',
    (command) =>
      given(captured, assigned, converted)
        .when(command)
        .refuses({ code: 'lead/closed', status: 'converted' }),
  );

  it.each([assignTo('anna'), qualifyForMarketing, qualifyForSales, convert])(
    'refuses $type after it was dropped',
    (command) =>
      given(captured, assigned, disqualified)
        .when(command)
        .refuses({ code: 'lead/closed', status: 'disqualified' }),
  );
});
