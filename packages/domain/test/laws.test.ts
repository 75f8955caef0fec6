import { aggregates } from '@presales/domain';
import {
  type Aggregate,
  type CodedRefusal,
  type CommandMessage,
  fold,
  type Message,
} from '@presales/kernel';
import {
  commandsFor,
  engagementStories,
  eventsFor,
  leadStories,
  opportunityStories,
  partyStories,
  priceListStories,
  productStories,
  quotationStories,
  shopOrderStories,
  supplierStories,
} from '@presales/testing';
import fc from 'fast-check';
import { eventsAfter, run } from './run.ts';

/**
 * What every aggregate keeps, whatever is asked of it in whatever order. The commands fit their
 * schemas and share a few ids, days and amounts, so that they meet each other's effects.
 */
const laws = <
  Command extends CommandMessage,
  State,
  Event extends Message,
  Refusal extends CodedRefusal,
>(
  name: string,
  aggregate: Aggregate<Command, State, Event, Refusal>,
  stories: readonly fc.Arbitrary<readonly Command[]>[] = [],
): void => {
  const { decider, events: schema, codec } = aggregate;
  const histories = fc.oneof(
    fc.array(commandsFor(aggregate), { minLength: 1, maxLength: 30, size: 'max' }),
    ...stories,
  );

  describe(name, () => {
    it('answers every command with events that fit their schemas and survive JSON', () =>
      fc.assert(
        fc.property(histories, (commands) => {
          for (const event of eventsAfter(aggregate, commands)) {
            expect(schema.safeParse(event).error).toBeUndefined();
            expect(JSON.parse(JSON.stringify(event))).toEqual(event);
          }
        }),
      ));

    it('emits nothing for a command that was just carried out, or refuses it', () =>
      fc.assert(
        fc.property(histories, (commands) => {
          for (const { command, events, state } of run(aggregate, commands)) {
            if (events.length === 0) continue;
            const again = decider.decide(command, state);
            expect(again.outcome === 'emitted' ? again.events : []).toEqual([]);
          }
        }),
      ));

    it('decides the same whether its state was kept or read back from storage', () =>
      fc.assert(
        fc.property(histories, commandsFor(aggregate), (commands, next) => {
          const history = eventsAfter(aggregate, commands);
          const stored: readonly Event[] = JSON.parse(JSON.stringify(history));
          expect(decider.decide(next, fold(decider, stored))).toEqual(
            decider.decide(next, fold(decider, history)),
          );
        }),
      ));

    it('folds any events in any order without an error', () =>
      fc.assert(
        fc.property(fc.array(eventsFor(aggregate)), (events) => {
          fold(decider, events);
        }),
      ));

    it('reaches every one of its event types in such histories', () => {
      const reached = fc
        .sample(histories, { numRuns: 300, seed: 1 })
        .flatMap((commands) => eventsAfter(aggregate, commands).map(({ type }) => type));
      expect(new Set(reached)).toEqual(new Set(codec.types));
    });
  });
};

describe('every aggregate keeps its laws:', () => {
  laws('lead', aggregates.lead, [leadStories]);
  laws('lead distribution', aggregates.leadDistribution);
  laws('inquiry', aggregates.inquiry);
  laws('quotation', aggregates.quotation, [quotationStories]);
  laws('opportunity', aggregates.opportunity, [opportunityStories]);
  laws('campaign', aggregates.campaign);
  laws('campaign member', aggregates.campaignMember);
  laws('party', aggregates.party, [partyStories]);
  laws('pipeline', aggregates.pipeline);
  laws('team', aggregates.team);
  laws('target', aggregates.target);
  laws('activity', aggregates.activity);
  laws('exchange rate', aggregates.exchangeRate);
  laws('engagement', aggregates.engagement, [engagementStories]);
  laws('product', aggregates.product, [productStories]);
  laws('supplier', aggregates.supplier, [supplierStories]);
  laws('price list', aggregates.priceList, [priceListStories]);
  laws('shop order', aggregates.shopOrder, [shopOrderStories]);
});
