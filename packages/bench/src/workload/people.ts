import type { Random } from './random.ts';

/** Who and what the histories of a workload have in common. */
export interface People {
  readonly salespersonId: () => string;
  readonly teamId: () => string;
  readonly partyId: () => string;
  readonly campaignId: () => string;
  readonly productId: () => string;
}

/** Salespeople, and the teams they are in: one in ten. */
export const salespeople = 120;
export const teams = 12;

/** An id as another system's export would bring it: long, and telling where it is from. */
export const id = (kind: string, number: number | string): string =>
  `crm:europe-west:${kind}:${String(number).padStart(10, '0')}`;

/** The shared ids, chosen by the workload's random source. */
export const people = (random: Random): People => ({
  salespersonId: () => id('salesperson', random.whole(1, salespeople)),
  teamId: () => id('team', random.whole(1, teams)),
  partyId: () => id('party', random.whole(1, 50_000)),
  campaignId: () => id('campaign', random.whole(1, 200)),
  productId: () => id('product', random.whole(1, 2_000)),
});
