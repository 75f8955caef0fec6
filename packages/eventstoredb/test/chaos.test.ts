import { chaos } from './chaos/chaos.ts';

jest.setTimeout(120_000);

/** A few, to keep the suite short; `npm run chaos -w packages/eventstoredb -- --seeds 60` tries more. */
const seeds = Array.from({ length: 6 }, (_, index) => index + 1);

describe('While connections are cut, servers restart, leaders change and replies come late or never', () => {
  it.each(seeds)(
    'nothing acknowledged is lost, nothing doubled, and every read model as in a quiet run: seed %i',
    async (seed) => {
      const { disturbances, violations } = await chaos(seed);
      expect({ seed, disturbances, violations }).toEqual({ seed, disturbances, violations: [] });
    },
  );
});
