import { type LeadCommand, type LeadEvent, lead, StandardLeadSource } from '@presales/domain/lead';
import { scenario } from '@presales/testing';
import { assigned, at, capture, captured, leadAfter, leadId } from './lead-history.ts';

const { given } = scenario(lead);

describe('where a lead comes from', () => {
  it.each(StandardLeadSource.options)('is recorded: %s (S22)', (source) =>
    given().when(capture({ source })).emits(captured({ source })),
  );

  it('may be a source of the business’s own that it has registered', () =>
    given()
      .when(capture({ source: 'podcast', ownSources: ['advent-calendar', 'podcast'] }))
      .emits(captured({ source: 'podcast' })));

  it.each([undefined, [], ['podcasts']])('is no other name: registered are %j', (ownSources) =>
    given()
      .when(capture({ source: 'podcast', ...(ownSources && { ownSources }) }))
      .refuses({ code: 'lead/unknown-source', source: 'podcast' }),
  );

  it('is the same though the list of own sources has changed since', () =>
    given(captured({ source: 'podcast' }))
      .when(capture({ source: 'podcast', ownSources: ['fair'] }))
      .changesNothing());

  it('may be told in words', () =>
    given()
      .when(capture({ sourceDetail: 'Stand 12' }))
      .emits(captured({ sourceDetail: 'Stand 12' })));

  it('may be a party that referred it (S25)', () =>
    given()
      .when(capture({ source: 'referral', referrerId: 'zoe' }))
      .emits(captured({ source: 'referral', referrerId: 'zoe' })));

  it('may be a bought list, with the ground on which it may be used (S22)', () =>
    given()
      .when(
        capture({
          source: 'purchased-list',
          listId: 'fair-2026',
          consentBasis: 'legitimate-interest',
        }),
      )
      .emits(
        captured({
          source: 'purchased-list',
          listId: 'fair-2026',
          consentBasis: 'legitimate-interest',
        }),
      ));

  it('is no bought list without such a ground (S22)', () =>
    given()
      .when(capture({ source: 'purchased-list', listId: 'fair-2026' }))
      .refuses({ code: 'lead/consent-basis-needed', listId: 'fair-2026' }));

  it('may be a lost deal, which it names (S26)', () =>
    given()
      .when(capture({ source: 'lost-opportunity', recycledFrom: 'o7' }))
      .emits(captured({ source: 'lost-opportunity', recycledFrom: 'o7' })));

  it('is nothing else when it is a lost deal', () =>
    given()
      .when(capture({ source: 'webinar', recycledFrom: 'o7' }))
      .refuses({ code: 'lead/not-from-a-lost-deal', recycledFrom: 'o7' }));
});

describe('a lead that is a customer already', () => {
  const link = (customerId: string): LeadCommand => ({
    type: 'LinkLeadToCustomer',
    data: { leadId, customerId, at },
  });
  const linked: LeadEvent = {
    type: 'LeadLinkedToCustomer',
    data: { leadId, customerId: 'acme-old' },
  };

  it('says so when it is captured (S17)', () =>
    given()
      .when(capture({ existingCustomerId: 'acme-old' }))
      .emits(captured({ existingCustomerId: 'acme-old' })));

  it('is linked when that is found out (S17)', () =>
    given(captured()).when(link('acme-old')).emits(linked));

  it('is linked once', () => given(captured(), linked).when(link('acme-old')).changesNothing());

  it('was linked by its capture', () =>
    given(captured({ existingCustomerId: 'acme-old' }))
      .when(link('acme-old'))
      .changesNothing());

  it('is not another customer', () =>
    given(captured(), linked)
      .when(link('other'))
      .refuses({ code: 'lead/linked-to-other-customer', customerId: 'acme-old' }));

  it.each([
    ['captured so', [captured({ existingCustomerId: 'acme-old' }), assigned]],
    ['linked later', [captured(), linked, assigned]],
  ] as const)('becomes an opportunity of that customer, and no new one: %s (S17)', (_, history) =>
    given(...history)
      .when({ type: 'ConvertLead', data: { leadId, opportunityId: 'o1', at } })
      .emits({
        type: 'LeadConverted',
        data: { leadId, opportunityId: 'o1', partyId: 'acme-old', salespersonId: 'anna' },
      }),
  );

  it('cannot be linked before it was captured', () =>
    given().when(link('acme-old')).refuses({ code: 'lead/not-captured' }));
});

it('a command names the lead whose stream it is for', () =>
  expect(lead.identify(capture())).toBe(leadId));

it('a lead is neither a customer nor a sale, until it is converted (S18)', () => {
  expect(leadAfter(captured()).status).toBe('open');
  expect(
    leadAfter(captured(), assigned, {
      type: 'LeadConverted',
      data: { leadId, opportunityId: 'o1', partyId: 'acme' },
    }),
  ).toMatchObject({ status: 'converted', opportunityId: 'o1' });
});
