import { aggregates } from '@presales/domain';
import {
  type CodedRefusal,
  type CommandContext,
  commandHandler,
  type Handled,
  type HandlerEnvironment,
  type Instant,
  instant,
  type Message,
  type Money,
} from '@presales/kernel';
import type { Random } from './random.ts';

/** The handlers of one writer. */
export const handlersOf = (environment: HandlerEnvironment) => ({
  lead: commandHandler(aggregates.lead, environment),
  opportunity: commandHandler(aggregates.opportunity, environment),
  campaign: commandHandler(aggregates.campaign, environment),
  member: commandHandler(aggregates.campaignMember, environment),
  activity: commandHandler(aggregates.activity, environment),
  target: commandHandler(aggregates.target, environment),
  quotation: commandHandler(aggregates.quotation, environment),
});
export type Handlers = ReturnType<typeof handlersOf>;

type Answer = Handled<Message, CodedRefusal>;

/** One command, ready to be asked, and to be asked again. */
export interface Line {
  readonly commandId: string;
  readonly ask: (handlers: Handlers) => Promise<Answer>;
}

/** Commands that follow one another; no other thread writes to their streams, but for the campaign. */
export type Thread = readonly Line[];

const euros = (amount: number): Money => ({ amount: amount * 100, currency: 'EUR', scale: 2 });
const campaignId = 'spring';
const steps = ['talk', 'visit', 'offer'];

/** What must be there before anything else happens. */
export const opening = (): Thread =>
  thread(
    'opening',
    () => 'lead',
    (ask) => {
      ask(
        (at) =>
          ({ campaign }, context) =>
            campaign.handle(
              {
                type: 'PlanCampaign',
                data: { campaignId, name: 'Spring', channel: 'e-mail', startsOn: '2026-01-01', at },
              },
              context,
            ),
      );
      ask(
        (at) =>
          ({ campaign }, context) =>
            campaign.handle({ type: 'StartCampaign', data: { campaignId, at } }, context),
      );
      ask(
        (at) =>
          ({ target }, context) =>
            target.handle(
              {
                type: 'SetTarget',
                data: {
                  holder: { kind: 'person', id: 'ana' },
                  metric: { of: 'sales-value' },
                  period: { start: '2026-01-01', end: '2026-04-01' },
                  goal: { in: 'money', amount: euros(5_000) },
                  at,
                },
              },
              context,
            ),
      );
    },
  );

/**
 * A deal from a lead to its end, or to where processes take over, in streams of its own; its costs go to the campaign that all
 * deals share, where their writers race.
 */
export const dealThread = (id: string, random: Random): Thread =>
  thread(
    id,
    () => random.one(['ana', 'ben', 'cyd']),
    (ask, owner) => {
      const leadId = `lead.${id}`;
      const opportunityId = `deal.${id}`;
      const partyId = `party.${id}`;
      const quotationId = `offer.${id}`;
      const end = random.one(['accepted', 'accepted', 'won', 'lost']);
      const worth = random.whole(10, 900);
      const cost = random.whole(1, 9);
      ask(
        (at) =>
          ({ lead }, context) =>
            lead.handle(
              { type: 'CaptureLead', data: { leadId, partyId, source: 'webinar', campaignId, at } },
              context,
            ),
      );
      ask(
        (at) =>
          ({ member }, context) =>
            member.handle(
              {
                type: 'RecordCampaignResponse',
                data: { campaignId, partyId, responseId: `reply.${id}`, kind: 'reply', at },
              },
              context,
            ),
      );
      ask(
        (at) =>
          ({ lead }, context) =>
            lead.handle(
              { type: 'AssignLead', data: { leadId, salespersonId: owner, at } },
              context,
            ),
      );
      ask(
        (at) =>
          ({ campaign }, context) =>
            campaign.handle(
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
      );
      ask(
        (at) =>
          ({ lead }, context) =>
            lead.handle({ type: 'ConvertLead', data: { leadId, opportunityId, at } }, context),
      );
      ask(
        (at) =>
          ({ opportunity }, context) =>
            opportunity.handle(
              {
                type: 'OpenOpportunity',
                data: {
                  opportunityId,
                  partyId,
                  ownerId: owner,
                  pipeline: { pipelineId: 'sales', version: 1, steps },
                  origin: { kind: 'lead', id: leadId },
                  expectedValue: euros(worth),
                  at,
                },
              },
              context,
            ),
      );
      ask(
        (at) =>
          ({ activity }, context) =>
            activity.handle(
              {
                type: 'LogActivity',
                data: {
                  activityId: `visit.${id}`,
                  kind: 'visit',
                  performerId: owner,
                  subject: { opportunityId },
                  outcome: 'reached',
                  at,
                },
              },
              context,
            ),
      );
      for (const step of ['visit', 'offer'])
        ask(
          (at) =>
            ({ opportunity }, context) =>
              opportunity.handle(
                { type: 'MoveOpportunity', data: { opportunityId, step, at } },
                context,
              ),
        );
      if (end === 'accepted') {
        ask(
          (at) =>
            ({ quotation }, context) =>
              quotation.handle(
                {
                  type: 'DraftQuotation',
                  data: { quotationId, partyId, sellerZone: 'Europe/Berlin', opportunityId, at },
                },
                context,
              ),
        );
        ask(
          (at) =>
            ({ quotation }, context) =>
              quotation.handle(
                {
                  type: 'AddQuotationLine',
                  data: {
                    quotationId,
                    line: {
                      lineId: `line.${id}`,
                      description: 'Seats',
                      quantity: '1',
                      unitPrice: euros(worth),
                      unitCost: { amount: euros(Math.floor(worth / 2)), source: 'receipt' },
                    },
                    at,
                  },
                },
                context,
              ),
        );
        ask(
          (at) =>
            ({ quotation }, context) =>
              quotation.handle(
                { type: 'SendQuotation', data: { quotationId, validUntil: '2026-03-01', at } },
                context,
              ),
        );
        // A process wins the opportunity then.
        ask(
          (at) =>
            ({ quotation }, context) =>
              quotation.handle(
                { type: 'AcceptQuotation', data: { quotationId, version: 1, at } },
                context,
              ),
        );
      } else if (end === 'won')
        ask(
          (at) =>
            ({ opportunity }, context) =>
              opportunity.handle(
                {
                  type: 'WinOpportunity',
                  data: {
                    opportunityId,
                    value: {
                      net: euros(worth),
                      margin: euros(Math.floor(worth / 3)),
                      netOfUnknownCost: euros(0),
                    },
                    at,
                  },
                },
                context,
              ),
        );
      // A process offers a recycled lead then.
      else
        ask(
          (at) =>
            ({ opportunity }, context) =>
              opportunity.handle(
                { type: 'LoseOpportunity', data: { opportunityId, reason: 'no-budget', at } },
                context,
              ),
        );
    },
  );

/** A command that lacks only the hour it is given at. */
type CommandAt = (at: Instant) => (handlers: Handlers, context: CommandContext) => Promise<Answer>;

/** Numbers the commands of a thread, and lets a minute of business time pass between two. */
const thread = (
  id: string,
  owner: () => string,
  tell: (ask: (command: CommandAt) => void, owner: string) => void,
): Thread => {
  const lines: Line[] = [];
  const actor = owner();
  tell((commandAt) => {
    const commandId = `${id}.${lines.length}`;
    const at = instant(Date.UTC(2026, 1, 1, 8, lines.length));
    const ask = commandAt(at);
    lines.push({ commandId, ask: (handlers) => ask(handlers, { actor, commandId }) });
  }, actor);
  return lines;
};
