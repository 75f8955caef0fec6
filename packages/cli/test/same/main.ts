import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { wholeYear } from '@presales/demo';
import { startEventStoreDbServer } from '@presales/eventstoredb-server';
import { mavenBeside } from './maven.ts';
import { demoIn, importIn, type Outcome, type Place } from './outcome.ts';

/**
 * The whole demo and the whole of maven-crm, into a file and into a server: figures and hashes of all
 * read models must be equal. The suite does the same with a part of both.
 *
 *     npm run same -w packages/cli
 */
const compare = async (what: string, run: (place: Place) => Promise<Outcome>): Promise<void> => {
  const directory = mkdtempSync(join(tmpdir(), 'presales-same-'));
  const server = await startEventStoreDbServer();
  const places = [`sqlite:${join(directory, 'log.db')}`, server.connectionString()];
  try {
    const outcomes: Outcome[] = [];
    for (const [index, eventLog] of places.entries()) {
      const begun = performance.now();
      const used = process.cpuUsage();
      outcomes.push(
        await run({ eventLog, readModels: `sqlite:${join(directory, `read-models-${index}.db`)}` }),
      );
      const { user, system } = process.cpuUsage(used);
      console.log(
        `${what} over ${eventLog.split(':')[0]}: ${seconds(performance.now() - begun)} s, ${seconds((user + system) / 1_000)} s of processor time`,
      );
    }
    const [onFile, onServer] = outcomes;
    const same = isDeepStrictEqual(onFile, onServer);
    console.log(same ? `${what}: the same` : `${what}: DIFFERENT`);
    for (const [model, hash] of Object.entries(onFile?.hashes ?? {}))
      console.log(`  ${model} ${hash} ${onServer?.hashes[model] ?? ''}`);
    if (!same) process.exitCode = 1;
  } finally {
    await server.stop();
    rmSync(directory, { recursive: true });
  }
};

const seconds = (milliseconds: number): string => (milliseconds / 1_000).toFixed(1);

const everything = async (): Promise<void> => {
  // npm runs this in packages/cli.
  const maven = mavenBeside(join(process.cwd(), '..', '..'));
  if (maven === undefined) console.log('../shared/data/maven-crm is not there: skipped');
  else {
    const { input, mapping } = maven;
    await compare('maven-crm', async (place) => {
      const directory = mkdtempSync(join(tmpdir(), 'presales-same-'));
      try {
        return await importIn(place, { input, mapping, directory });
      } finally {
        rmSync(directory, { recursive: true });
      }
    });
  }
  await compare('the demo', (place) => demoIn(place, wholeYear));
};

everything().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
