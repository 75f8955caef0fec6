import { benchmarks } from './benchmarks/index.ts';

/** What the command can do. */
export const helpText = `Usage: npm run bench -w packages/bench -- [options] [benchmark ...]

Benchmarks (by default all):
${benchmarks.map(({ name, about }) => `  ${name.padEnd(11)} ${about}`).join('\n')}
  all         every one of them

Options:
  --rounds N   turns of each contender; the order changes from round to round
  --events N   events of a turn (append) or of the log (read, project); rows of the file (import)
  --json       all figures of all rounds as JSON on standard output
  -h, --help   this text

Examples:
  npm run bench -w packages/bench -- append
  npm run bench -w packages/bench -- --rounds 3 --events 200000 read project
  npm run bench -w packages/bench -- --json all > figures.json

The peers are measured where they are installed: npm run peers -w packages/bench
Temporary files go to the directory that TMPDIR names: it should be on a disk, not in memory.
`;
