import { setTimeout as sleep } from 'node:timers/promises';
import type { Effect, EventStoreDbServer, Fault } from '@presales/testing/eventstoredb-server';
import type { Random } from './random.ts';

/** Something that goes wrong, and is over by itself. */
export interface Disturbance {
  readonly name: string;
  /** Resolves when it is over. */
  readonly strike: (server: EventStoreDbServer) => Promise<void>;
}

const fault = (name: string, injected: Fault): Disturbance => ({
  name: `${name}: ${JSON.stringify(injected)}`,
  strike: async ({ faults }) => {
    faults.inject(injected);
  },
});

/** Held back for so long: with an answer it comes when nobody waits for it any more. */
const held = (name: string, milliseconds: number, injected: Fault): Disturbance => ({
  name: `${name} for ${milliseconds} ms: ${JSON.stringify(injected)}`,
  strike: async ({ faults }) => {
    const { lift } = faults.inject(injected);
    await sleep(milliseconds);
    lift();
  },
});

const some = (server: EventStoreDbServer, index: number) =>
  server.nodes[index % server.nodes.length];

/** Each kind of trouble that servers and networks make, its particulars by chance. */
const kinds: readonly [(random: Random) => Disturbance, ...((random: Random) => Disturbance)[]] = [
  () => ({ name: 'all connections cut', strike: async (server) => server.cut() }),
  ({ whole }) =>
    fault('appends stored, and cut before the answer', {
      on: 'append',
      skip: whole(0, 3),
      times: whole(1, 2),
      effect: { kind: 'cut', at: 'reply' },
    }),
  ({ whole }) =>
    fault('appends cut before they are stored', {
      on: 'append',
      skip: whole(0, 3),
      times: 1,
      effect: { kind: 'cut', at: 'request' },
    }),
  ({ whole }) =>
    fault('appends stored and never answered', {
      on: 'append',
      skip: whole(0, 3),
      times: whole(1, 3),
      effect: { kind: 'drop', at: 'reply' },
    }),
  ({ whole }) =>
    fault('appends never looked at', {
      on: 'append',
      skip: whole(0, 3),
      times: whole(1, 2),
      effect: { kind: 'drop', at: 'request' },
    }),
  ({ whole }) =>
    fault('appends answered late', {
      on: 'append',
      times: whole(1, 6),
      effect: { kind: 'delay', at: 'reply', milliseconds: whole(20, 250) },
    }),
  ({ whole }) =>
    held('appends held back', whole(50, 400), {
      on: 'append',
      times: whole(1, 3),
      effect: { kind: 'hold', at: 'request' },
    }),
  ({ whole }) =>
    held('answers to appends held back', whole(50, 400), {
      on: 'append',
      times: whole(1, 3),
      effect: { kind: 'hold', at: 'reply' },
    }),
  ({ whole, one }) =>
    fault('appends refused', {
      on: 'append',
      skip: whole(0, 3),
      times: whole(1, 2),
      effect: { kind: 'fail', with: one(['not-leader', 'not-ready', 'timeout']) },
    }),
  ({ whole, one }) =>
    fault('readings that fail', {
      on: 'read',
      skip: whole(0, 3),
      times: whole(1, 2),
      effect: one<Effect>([
        { kind: 'cut', at: 'request' },
        { kind: 'drop', at: 'request' },
        { kind: 'fail', with: 'not-ready' },
      ]),
    }),
  ({ whole, one }) =>
    fault('subscriptions that fail', {
      on: 'subscribe',
      times: whole(1, 2),
      effect: one<Effect>([
        { kind: 'cut', at: 'request' },
        { kind: 'drop', at: 'request' },
        { kind: 'fail', with: 'not-ready' },
      ]),
    }),
  ({ whole, one }) =>
    fault('subscriptions that break off, fall behind or fall silent', {
      on: 'deliver',
      skip: whole(0, 10),
      times: whole(1, 3),
      effect: one<Effect>([
        { kind: 'fail', with: 'too-slow' },
        { kind: 'fall-behind' },
        { kind: 'cut', at: 'request' },
        { kind: 'drop', at: 'request' },
        { kind: 'delay', at: 'request', milliseconds: 100 },
      ]),
    }),
  () => ({ name: 'all nodes restarted in good order', strike: (server) => server.restart() }),
  ({ whole }) => {
    const index = whole(0, 2);
    const milliseconds = whole(0, 80);
    return {
      name: `a node killed, and back after ${milliseconds} ms`,
      strike: async (server) => {
        const node = some(server, index);
        await node?.kill();
        await sleep(milliseconds);
        await node?.start();
      },
    };
  },
  () => ({ name: 'another leader', strike: async (server) => server.electLeader() }),
  ({ whole }) => {
    const index = whole(0, 2);
    const milliseconds = whole(10, 80);
    return {
      name: `a node refuses connections for ${milliseconds} ms`,
      strike: async (server) => {
        const node = some(server, index);
        node?.refuseConnections(true);
        node?.cut();
        await sleep(milliseconds);
        node?.refuseConnections(false);
      },
    };
  },
];

/** A disturbance by chance. */
export const disturbance = (random: Random): Disturbance => random.one(kinds)(random);
