import { chaos } from './chaos/chaos.ts';

jest.setTimeout(180_000);

/**
 * Few, which together have every kind of trouble. The soak is a command of its own:
 * `npm run chaos -w packages/eventstoredb -- --seeds 1000`.
 */
const seeds = [4, 9, 16, 20];

describe('While connections are cut, networks silent, servers restarted, leaders changed and replies late or lost', () => {
  it.each(seeds)(
    'nothing acknowledged is lost, nothing doubled, and every read model as in a quiet run: seed %i',
    async (seed) => {
      const { disturbances, violations } = await chaos(seed);
      expect({ seed, disturbances, violations }).toEqual({ seed, disturbances, violations: [] });
    },
  );
});
