import { attacks } from './attacks/index.ts';

/** What the command can do. */
export const helpText = `Usage: npm run torture -- [options]

Attacks what must survive, each attack by chances drawn from a seed, and tells what did not hold.

Attacks (by default all, one after the other):
${attacks.map(({ name, about }) => `  ${name.padEnd(13)} ${about}`).join('\n')}

Options:
  --only NAME   this attack; may be given again
  --seed N      where chance begins; by default 1. The same seed strikes at the same places, as far as
                that is ours to say: when a signal arrives is the machine's
  --rounds N    how much of each attack; by default
                ${attacks.map(({ name, rounds, round }) => `${name} ${rounds} ${round}`).join(', ')}
  --json        the outcome as one JSON object on standard output
  -h, --help    this text

Ends with 0 when all held, 1 when something did not, 2 for a command line that cannot be read.
Faults are injected by strace (Linux); where it is missing, attacks that need it say so and are skipped:
apt-get install strace. Folders are made in the system's temporary directory, or where TMPDIR says; those
of an attack that found something are kept and named.

Examples:
  Everything, once                 npm run torture
  Two hundred kills                npm run torture -- --only kills --rounds 200 --seed 7
  The finding of a seed, again     npm run torture -- --only flips --seed 41
  For another program              npm run --silent torture -- --json | jq .attacks.kills.counts
`;
