import { parseArgs } from 'node:util';
import { type ChaosResult, chaos } from './chaos.ts';

// npm run chaos -w packages/eventstoredb -- --seeds 1000 --from 1
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    /** Seconds that a seed may take before it counts as hanging. */
    limit: { type: 'string', default: '120' },
    /** Seeds between two lines of progress. */
    every: { type: 'string', default: '25' },
    verbose: { type: 'boolean', default: false },
  },
});
const [first, seeds, limit, every] = [values.from, values.seeds, values.limit, values.every].map(
  (text, at) => {
    const number = Number(text);
    if (Number.isSafeInteger(number) && number >= (at === 0 ? 0 : 1)) return number;
    throw new RangeError(`expected a whole number instead of "${text}"`);
  },
) as [number, number, number, number];

const again = (seed: number): string =>
  `again: npm run chaos -w packages/eventstoredb -- --from ${seed} --seeds 1 --verbose`;

const tell = ({ seed, disturbances, violations, ...counts }: ChaosResult, took: number): string =>
  [
    `seed ${seed}: ${counts.events} events, ${counts.answered} commands, ${counts.unknown} outcomes unknown, ${counts.askedAgain} asked again, ${took} ms`,
    ...disturbances,
    ...violations.map((each) => `WRONG: ${each}`),
    ...(violations.length === 0 ? [] : [again(seed)]),
  ].join('\n  ');

const begun = performance.now();
const failed: number[] = [];
const kinds = new Map<string, number>();
const sums = { events: 0, answered: 0, unknown: 0, askedAgain: 0, disturbances: 0, slowest: 0 };
const worked = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};
const minutes = (milliseconds: number): string => `${(milliseconds / 60_000).toFixed(1)} min`;
const summary = (done: number): string =>
  [
    `${done} of ${seeds} seeds from ${first}: ${failed.length} failed`,
    `${sums.events} events, ${sums.answered} commands, ${sums.unknown} outcomes unknown, ${sums.askedAgain} asked again`,
    `${sums.disturbances} disturbances of ${kinds.size} kinds`,
    `slowest ${sums.slowest} ms`,
    `${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB`,
    `${minutes(performance.now() - begun)}, of one core ${minutes(worked())}`,
  ].join('; ');

let seed = first;
// Whatever nobody catches belongs to the seed that runs, and would be a fault in a service too.
process.on('uncaughtException', (error) => {
  console.log(`seed ${seed}: WRONG: nobody caught this\n  ${again(seed)}`);
  console.log(error);
  process.exit(1);
});

for (; seed < first + seeds; seed += 1) {
  const start = performance.now();
  const result = await chaos(seed, limit * 1_000);
  const took = Math.round(performance.now() - start);
  sums.events += result.events;
  sums.answered += result.answered;
  sums.unknown += result.unknown;
  sums.askedAgain += result.askedAgain;
  sums.disturbances += result.kinds.length;
  sums.slowest = Math.max(sums.slowest, took);
  for (const kind of result.kinds) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  if (result.violations.length > 0) failed.push(seed);
  if (values.verbose || result.violations.length > 0) console.log(tell(result, took));
  const done = seed - first + 1;
  if (done % every === 0 && done < seeds) {
    const left = ((performance.now() - begun) / done) * (seeds - done);
    console.log(`${summary(done)}, ${minutes(left)} to go`);
  }
}
console.log(summary(seeds));
for (const [kind, times] of [...kinds].sort(([, left], [, right]) => right - left))
  console.log(`  ${times} × ${kind}`);
for (const each of failed) console.log(`seed ${each} failed; ${again(each)}`);
process.exitCode = failed.length === 0 ? 0 : 1;
