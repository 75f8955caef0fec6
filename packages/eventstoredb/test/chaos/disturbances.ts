import { setTimeout as sleep } from 'node:timers/promises';
import type { Effect, EventStoreDbServer, Fault, ServerNode } from '@presales/eventstoredb-server';
import type { Random } from './random.ts';

/** Something that goes wrong, and is over by itself. */
export interface Disturbance {
  readonly kind: string;
  /** How exactly, by chance; empty where there is nothing to choose. */
  readonly particulars: string;
  /** Resolves when it is over. */
  readonly strike: (server: EventStoreDbServer) => Promise<void>;
}

const fault = (kind: string, injected: Fault): Disturbance => ({
  kind,
  particulars: JSON.stringify(injected),
  strike: async ({ faults }) => {
    faults.inject(injected);
  },
});

/** Held back for so long: with an answer it comes when nobody waits for it any more. */
const held = (kind: string, milliseconds: number, injected: Fault): Disturbance => ({
  kind,
  particulars: `for ${milliseconds} ms, ${JSON.stringify(injected)}`,
  strike: async ({ faults }) => {
    const { lift } = faults.inject(injected);
    await sleep(milliseconds);
    lift();
  },
});

/** What befalls one node of a cluster, or all, and takes its time. */
const onNodes = (
  kind: string,
  { index, milliseconds }: { readonly index: number | 'all'; readonly milliseconds: number },
  befall: (node: ServerNode, time: () => Promise<void>) => Promise<void>,
): Disturbance => ({
  kind,
  particulars: `node ${index}, ${milliseconds} ms`,
  strike: async ({ nodes }) => {
    const struck = nodes.filter((_, at) => index === 'all' || at === index % nodes.length);
    await Promise.all(struck.map((node) => befall(node, () => sleep(milliseconds))));
  },
});

/** Each kind of trouble that servers and networks make, its particulars by chance. */
const kinds: readonly [(random: Random) => Disturbance, ...((random: Random) => Disturbance)[]] = [
  () => ({ kind: 'all connections cut', particulars: '', strike: async (server) => server.cut() }),
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
  ({ whole }) =>
    held('subscriptions held back', whole(50, 400), {
      on: 'deliver',
      skip: whole(0, 10),
      effect: { kind: 'hold', at: 'request' },
    }),
  () => ({
    kind: 'all nodes restarted in good order',
    particulars: '',
    strike: (server) => server.restart(),
  }),
  ({ whole }) =>
    onNodes(
      'a node killed, and back',
      { index: whole(0, 2), milliseconds: whole(0, 80) },
      async (node, time) => {
        await node.kill();
        await time();
        await node.start();
      },
    ),
  () => ({
    kind: 'another leader',
    particulars: '',
    strike: async (server) => server.electLeader(),
  }),
  ({ whole }) =>
    onNodes(
      'a node refuses connections',
      { index: whole(0, 2), milliseconds: whole(10, 80) },
      async (node, time) => {
        node.refuseConnections(true);
        node.cut();
        await time();
        node.refuseConnections(false);
      },
    ),
  ({ whole, one }) =>
    onNodes(
      'a silent network',
      { index: one<number | 'all'>(['all', whole(0, 2)]), milliseconds: whole(50, 500) },
      async (node, time) => {
        node.silence(true);
        await time();
        node.silence(false);
      },
    ),
  ({ whole, one }) =>
    onNodes(
      'a silent network that breaks',
      { index: one<number | 'all'>(['all', whole(0, 2)]), milliseconds: whole(50, 400) },
      async (node, time) => {
        node.silence(true);
        await time();
        node.cut();
        node.silence(false);
      },
    ),
];

/** A disturbance by chance. */
export const disturbance = (random: Random): Disturbance => random.one(kinds)(random);
