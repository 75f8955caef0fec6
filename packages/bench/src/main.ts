import { cpus } from 'node:os';
import { InvalidArguments, parseArguments } from './arguments.ts';
import { benchmarks } from './benchmarks/index.ts';
import { missingPeers } from './contenders/index.ts';
import { printed } from './harness/print.ts';
import type { Report } from './harness/report.ts';
import { helpText } from './help.ts';

const run = async (): Promise<void> => {
  const { help, json, names, rounds, events } = parseArguments(
    process.argv.slice(2),
    benchmarks.map(({ name }) => name),
  );
  if (help) {
    process.stdout.write(helpText);
    return;
  }
  const progress = (line: string): void => {
    process.stderr.write(`${line}\n`);
  };
  const [processor] = cpus();
  progress(`Node ${process.version}, ${cpus().length} × ${processor?.model ?? 'unknown'}`);
  const missing = missingPeers();
  if (missing.length > 0)
    progress(
      `Not installed, so not measured: ${missing.join(', ')}. Install them with: npm run peers -w packages/bench`,
    );
  const reports: Record<string, Report> = {};
  for (const benchmark of benchmarks.filter(({ name }) => names.includes(name))) {
    const report = await benchmark.run({ rounds, events, progress });
    reports[benchmark.name] = report;
    if (!json) process.stdout.write(`\n${printed(report)}\n`);
  }
  if (json) process.stdout.write(`${JSON.stringify(reports, undefined, 2)}\n`);
};

run().catch((error: unknown) => {
  process.stderr.write(
    error instanceof InvalidArguments
      ? `${error.message}\n`
      : `${String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exitCode = error instanceof InvalidArguments ? 2 : 1;
});
