import { chaos } from './chaos/chaos.ts';

jest.setTimeout(180_000);

/** A few dozen; `npm run chaos -w packages/eventstoredb -- --seeds 1000` tries more. */
const seeds = Array.from({ length: 24 }, (_, index) => index + 1);

describe('While connections are cut, networks silent, servers restarted, leaders changed and replies late or lost', () => {
  it.each(seeds)(
    'nothing acknowledged is lost, nothing doubled, and every read model as in a quiet run: seed %i',
    async (seed) => {
      const { disturbances, violations } = await chaos(seed);
      expect({ seed, disturbances, violations }).toEqual({ seed, disturbances, violations: [] });
    },
  );
});
