import { type LeadEvent, lead } from '@presales/domain/lead';
import { scenario } from '@presales/testing';

const { given } = scenario(lead);

const at = '2026-03-02T09:00:00.000Z';
const captured: LeadEvent = {
  type: 'LeadCaptured',
  data: { leadId: 'L-1', partyId: 'acme', source: 'trade-fair' },
};
const assigned: LeadEvent = {
  type: 'LeadAssigned',
  data: { leadId: 'L-1', salespersonId: 'anna' },
};

describe('a lead', () => {
  it('is qualified for sales as soon as somebody owns it', () =>
    given(captured, assigned)
      .when({ type: 'QualifyLeadForSales', data: { leadId: 'L-1', at } })
      .emits({ type: 'LeadSalesQualified', data: { leadId: 'L-1', salespersonId: 'anna' } }));

  it('is not qualified for sales while nobody owns it', () =>
    given(captured)
      .when({ type: 'QualifyLeadForSales', data: { leadId: 'L-1', at } })
      .refuses({ code: 'lead/unassigned' }));

  it('stays as it is when it is assigned to the same person again', () =>
    given(captured, assigned)
      .when({ type: 'AssignLead', data: { leadId: 'L-1', salespersonId: 'anna', at } })
      .changesNothing());
});
