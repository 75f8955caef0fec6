import type { Money } from '@presales/kernel';
import { presalesProcesses } from '@presales/processes';
import { type Random, randomOf } from '../harness/random.ts';
import { type Asked, type Step, stepsOf } from './step.ts';

/** The processes of all services that are attacked. */
export const processes = () =>
  presalesProcesses({ pipelineId: 'sales', ownerId: 'house', zone: 'UTC' });

const euros = (amount: number): Money => ({ amount: amount * 100, currency: 'EUR', scale: 2 });
const campaignId = 'spring';
const firstDay = Date.UTC(2026, 1, 1, 8);
const minutesApart = 20 * 60_000;

/** What must be there before anything else happens. */
export const opening = (): readonly Step[] =>
  stepsOf('opening', 'lead', Date.UTC(2026, 0, 1, 8), [
    (presales, context, at) =>
      presales.pipeline(
        {
          type: 'DefinePipeline',
          data: {
            pipelineId: 'sales',
            name: 'Sales',
            steps: ['talk', 'visit', 'offer'].map((step) => ({
              step,
              name: step,
              probability: 30,
            })),
            at,
          },
        },
        context,
      ),
    (presales, context, at) =>
      presales.campaign(
        {
          type: 'PlanCampaign',
          data: { campaignId, name: 'Spring', channel: 'e-mail', startsOn: '2026-01-01', at },
        },
        context,
      ),
    (presales, context, at) =>
      presales.campaign({ type: 'StartCampaign', data: { campaignId, at } }, context),
    (presales, context, at) =>
      presales.target(
        {
          type: 'SetTarget',
          data: {
            holder: { kind: 'person', id: 'ana' },
            metric: { of: 'sales-value' },
            period: { start: '2026-01-01', end: '2027-01-01' },
            goal: { in: 'money', amount: euros(5_000) },
            at,
          },
        },
        context,
      ),
  ]);

/**
 * The business of one customer, from beginning to end, in streams of its own but for the campaign that all
 * share and race for. The same seed and number give the same commands, so that whoever goes on after a kill
 * asks the very same ones.
 */
export const deal = (seed: number, number: number): readonly Step[] => {
  const random = randomOf(seed).apart(`deal ${number}`);
  const id = `${number}`;
  const actor = random.of(['ana', 'ben', 'cyd']);
  const kinds: readonly [Kind, ...Kind[]] = [offered, offered, ordered, ordered, lost];
  const asked = [...met(id, random), ...random.of(kinds)(id, actor, random)];
  return stepsOf(`deal.${id}`, actor, firstDay + number * minutesApart, asked);
};

type Kind = (id: string, owner: string, random: Random) => readonly Asked[];

/** A party is met, and answers the campaign, which it costs something. */
const met = (id: string, random: Random): readonly Asked[] => {
  const partyId = `party.${id}`;
  const cost = random.whole(1, 9);
  return [
    (presales, context, at) =>
      presales.party(
        {
          type: 'RegisterParty',
          data: { partyId, details: { kind: 'organisation', name: `Customer ${id}` }, at },
        },
        context,
      ),
    (presales, context, at) =>
      presales.campaignMember(
        {
          type: 'RecordCampaignResponse',
          data: { campaignId, partyId, responseId: `reply.${id}`, kind: 'reply', at },
        },
        context,
      ),
    (presales, context, at) =>
      presales.campaign(
        {
          type: 'RecordCampaignCost',
          data: {
            campaignId,
            costId: `cost.${id}`,
            amount: euros(cost),
            kind: 'media',
            costDate: '2026-02-01',
            at,
          },
        },
        context,
      ),
  ];
};

/** A lead becomes a deal, by a process, and the deal is won by a quotation, by another one. */
const offered: Kind = (id, owner, random) => {
  const [leadId, opportunityId, quotationId] = [`lead.${id}`, `deal.${id}`, `offer.${id}`];
  const partyId = `party.${id}`;
  const lines = Array.from({ length: random.whole(1, 4) }, (_, nth) => ({
    lineId: `line.${nth}`,
    description: 'Seats',
    quantity: `${random.whole(1, 9)}`,
    unitPrice: euros(random.whole(10, 900)),
  }));
  return [
    (presales, context, at) =>
      presales.lead(
        { type: 'CaptureLead', data: { leadId, partyId, source: 'webinar', campaignId, at } },
        context,
      ),
    (presales, context, at) =>
      presales.lead({ type: 'AssignLead', data: { leadId, salespersonId: owner, at } }, context),
    (presales, context, at) =>
      presales.lead({ type: 'ConvertLead', data: { leadId, opportunityId, at } }, context),
    (presales, context, at) =>
      presales.quotation(
        {
          type: 'DraftQuotation',
          data: { quotationId, partyId, sellerZone: 'Europe/Berlin', opportunityId, at },
        },
        context,
      ),
    ...lines.map(
      (line): Asked =>
        (presales, context, at) =>
          presales.quotation(
            { type: 'AddQuotationLine', data: { quotationId, line, at } },
            context,
          ),
    ),
    (presales, context, at) =>
      presales.quotation(
        { type: 'SendQuotation', data: { quotationId, validUntil: '2030-12-31', at } },
        context,
      ),
    (presales, context, at) =>
      presales.quotation(
        { type: 'AcceptQuotation', data: { quotationId, version: 1, at } },
        context,
      ),
  ];
};

/** An order of the web shop becomes a deal, and is paid; some take their money back. */
const ordered: Kind = (id, _owner, random) => {
  const [shopOrderId, partyId] = [`order.${id}`, `party.${id}`];
  const amount = euros(random.whole(10, 900));
  const refunded = random.percent(30);
  return [
    (presales, context, at) =>
      presales.shopOrder(
        {
          type: 'ReceiveShopOrder',
          data: {
            shopOrderId,
            partyId,
            lines: [{ lineId: 'line', description: 'Licence', quantity: '1', unitPrice: amount }],
            at,
          },
        },
        context,
      ),
    (presales, context, at) =>
      presales.shopOrder(
        {
          type: 'RecordShopOrderPayment',
          data: { shopOrderId, paymentId: `payment.${id}`, amount, at },
        },
        context,
      ),
    ...(refunded
      ? [
          (async (presales, context, at) =>
            presales.shopOrder(
              {
                type: 'RecordShopOrderRefund',
                data: { shopOrderId, refundId: `refund.${id}`, amount, at },
              },
              context,
            )) satisfies Asked,
        ]
      : []),
  ];
};

/** A deal is opened by hand, moved on, and lost; a process offers a lead for later. */
const lost: Kind = (id, owner, random) => {
  const [opportunityId, partyId] = [`deal.${id}`, `party.${id}`];
  const value = euros(random.whole(10, 900));
  return [
    (presales, context, at) =>
      presales.opportunity(
        {
          type: 'OpenOpportunity',
          data: {
            opportunityId,
            partyId,
            ownerId: owner,
            pipeline: { pipelineId: 'sales', version: 1, steps: ['talk', 'visit', 'offer'] },
            expectedValue: value,
            at,
          },
        },
        context,
      ),
    ...['visit', 'offer'].map(
      (step): Asked =>
        (presales, context, at) =>
          presales.opportunity(
            { type: 'MoveOpportunity', data: { opportunityId, step, at } },
            context,
          ),
    ),
    (presales, context, at) =>
      presales.opportunity(
        { type: 'LoseOpportunity', data: { opportunityId, reason: 'no-budget', at } },
        context,
      ),
  ];
};
