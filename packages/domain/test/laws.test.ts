import {
  type Aggregate,
  type CodedRefusal,
  type CommandMessage,
  fold,
  type Message,
} from '@presales/kernel';
import { commandsFor, eventsFor, histories as everyHistory } from '@presales/testing';
import fc, { type Arbitrary } from 'fast-check';
import { z } from 'zod';
import { eventsAfter, run } from './run.ts';
import { stored } from './stored.ts';

/** What every aggregate keeps, whatever is asked of it in whatever order. */
const laws = <
  Command extends CommandMessage,
  State,
  Event extends Message,
  Refusal extends CodedRefusal,
>(
  name: string,
  aggregate: Aggregate<Command, State, Event, Refusal>,
  histories: Arbitrary<readonly Command[]>,
): void => {
  const { decider, events: schema, codec } = aggregate;

  describe(name, () => {
    it('answers every command with events that fit their schemas and are read back equal', () =>
      fc.assert(
        fc.property(histories, (commands) => {
          for (const event of eventsAfter(aggregate, commands)) {
            expect(z.safeParse(schema, event).error).toBeUndefined();
            const version = codec.versionOf(event.type);
            const { type, data } = codec.decode(stored({ ...event, version }));
            expect({ type, data }).toEqual(event);
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
      const missing = new Set<string>(codec.types);
      for (let seed = 1; seed <= 10 && missing.size > 0; seed += 1)
        for (const commands of fc.sample(histories, { numRuns: 200, seed }))
          for (const { type } of eventsAfter(aggregate, commands)) missing.delete(type);
      expect([...missing]).toEqual([]);
    });
  });
};

describe('every aggregate keeps its laws:', () => {
  for (const [name, histories] of Object.entries(everyHistory))
    histories.visit((aggregate, commands) => laws(name, aggregate, commands));
});
