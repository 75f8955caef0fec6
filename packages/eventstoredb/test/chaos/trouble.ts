import type { EventStoreDbServer } from '@presales/eventstoredb-server';
import { type Disturbance, disturbance } from './disturbances.ts';
import type { Random } from './random.ts';
import type { UnderWay } from './under-way.ts';

/** Goes wrong while commands are answered. */
export interface Trouble {
  /** The kinds that struck, in order. */
  readonly kinds: readonly string[];
  /** One more command is answered. */
  readonly progress: () => void;
  /** Resolves when nothing disturbs any more, and all nodes are up. */
  readonly over: () => Promise<void>;
}

/**
 * Disturbs the server each time that some more of so many commands are answered, and writes down in
 * `struck` what struck, in order, and after how many answers.
 */
export const troubled = (
  server: EventStoreDbServer,
  random: Random,
  commands: number,
  { during }: UnderWay,
  struck: string[],
): Trouble => {
  const plan = Array.from({ length: random.whole(4, 9) }, () => ({
    after: random.whole(1, commands),
    disturbance: disturbance(random),
  })).sort((left, right) => left.after - right.after);
  const kinds: string[] = [];
  const going: Promise<void>[] = [];
  let answered = 0;
  const strike = ({ kind, particulars, strike: begin }: Disturbance): void => {
    const told = `${kind}${particulars === '' ? '' : ': '}${particulars}`;
    kinds.push(kind);
    struck.push(`after ${answered}: ${told}`);
    going.push(
      during(
        () => `disturbance: ${told}`,
        () => begin(server),
      ),
    );
  };
  return {
    kinds,
    progress: () => {
      answered += 1;
      while ((plan[0]?.after ?? Number.POSITIVE_INFINITY) <= answered) {
        const next = plan.shift();
        if (next !== undefined) strike(next.disturbance);
      }
    },
    over: async () => {
      await Promise.all(going);
      server.faults.clear();
      for (const node of server.nodes) await node.start();
    },
  };
};
