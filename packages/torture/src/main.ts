import { InvalidArguments, parseArguments } from './arguments.ts';
import { attacks } from './attacks/index.ts';
import { inFolder, type Kept } from './harness/place.ts';
import { randomOf } from './harness/random.ts';
import { helpText } from './help.ts';

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** An outcome as a person reads it. */
const told = (name: string, { counts, findings, skipped, kept }: Kept, again: string): string =>
  [
    `${name}: ${findings.length === 0 ? 'held' : `${findings.length} FOUND`}`,
    ...(skipped === undefined ? [] : [`  skipped: ${skipped}`]),
    ...Object.entries(counts).map(([what, count]) => `  ${count.toLocaleString('en')} ${what}`),
    ...findings.map((each) => `  FOUND ${each}`),
    ...(kept === undefined ? [] : [`  kept in ${kept}`, `  again: ${again}`]),
  ].join('\n');

const run = async (): Promise<void> => {
  const all = attacks.map(({ name }) => name);
  const { help, json, names, seed, rounds } = parseArguments(process.argv.slice(2), all);
  if (help) {
    process.stdout.write(helpText);
    return;
  }
  const outcomes: Record<string, Kept> = {};
  for (const attack of attacks.filter(({ name }) => names.includes(name))) {
    const many = rounds ?? attack.rounds;
    say(`${attack.name}: seed ${seed}, ${many} ${attack.round}`);
    const outcome = await inFolder(attack.name, (folder) =>
      attack.run({
        random: randomOf(seed).apart(attack.name),
        rounds: many,
        folder,
        progress: (line) => say(`  ${line}`),
      }),
    );
    outcomes[attack.name] = outcome;
    const again = `npm run torture -- --only ${attack.name} --seed ${seed} --rounds ${many}`;
    if (!json) process.stdout.write(`${told(attack.name, outcome, again)}\n`);
  }
  if (json) process.stdout.write(`${JSON.stringify({ seed, attacks: outcomes }, undefined, 2)}\n`);
  if (Object.values(outcomes).some(({ findings }) => findings.length > 0)) process.exitCode = 1;
};

run().catch((error: unknown) => {
  const wrong = error instanceof InvalidArguments;
  say(wrong ? error.message : String(error instanceof Error ? error.stack : error));
  process.exitCode = wrong ? 2 : 1;
});
