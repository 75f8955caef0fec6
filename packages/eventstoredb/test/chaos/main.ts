import { parseArgs } from 'node:util';
import { chaos } from './chaos.ts';

// npm run chaos -w packages/eventstoredb -- --seeds 1000 --from 1
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    verbose: { type: 'boolean', default: false },
  },
});
const first = Number(values.from);
const seeds = Number(values.seeds);
let failed = 0;
for (let seed = first; seed < first + seeds; seed += 1) {
  const begun = performance.now();
  const { disturbances, events, violations } = await chaos(seed);
  const took = `${Math.round(performance.now() - begun)} ms`;
  if (violations.length > 0) failed += 1;
  if (values.verbose || violations.length > 0)
    console.log(
      [
        `seed ${seed}: ${events} events, ${took}`,
        ...disturbances,
        ...violations.map((each) => `WRONG: ${each}`),
      ].join('\n  '),
    );
  else if ((seed - first + 1) % 50 === 0)
    console.log(`${seed - first + 1} seeds, ${failed} failed`);
}
console.log(`${seeds} seeds from ${first}: ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
