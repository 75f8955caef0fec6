import { createReadStream } from 'node:fs';
import { prepareImport, presalesTarget, rehearsalTarget } from '@presales/import';
import { open } from '@presales/runtime';
import { parse } from 'csv-parse';
import { meter, type Rates } from '../harness/meter.ts';

/** A file to be read. */
export interface ReadCsvOptions {
  readonly file: string;
  /** How many rows it has below its header. */
  readonly rows: number;
}

/** The rows of the file, parsed and nothing else: what every import of it does at least. */
export const readCsv = async ({ file, rows }: ReadCsvOptions): Promise<Rates> => {
  const timing = meter();
  timing.start();
  let read = -1;
  for await (const cells of createReadStream(file).pipe(parse()))
    if (Array.isArray(cells)) read += 1;
  timing.stop();
  if (read !== rows) throw new Error(`${read} of ${rows} rows were read`);
  return timing.rates(rows);
};

/** An import of a file over a log in a file. */
export interface ImportProgramOptions extends ReadCsvOptions {
  readonly mapping: string;
  /** The log's file. */
  readonly log: string;
  /** `first` where the log is empty, `again` where it holds the file already, `dry` to store nothing. */
  readonly run: 'first' | 'again' | 'dry';
}

/** As the command does it: reads the file, opens the log, carries out every row, closes the log. */
export const measureImport = async ({
  file,
  rows,
  mapping,
  log,
  run,
}: ImportProgramOptions): Promise<Rates> => {
  const timing = meter();
  timing.start();
  const prepared = await prepareImport({ input: file, mapping });
  const presales = await open({
    eventLog: run === 'dry' ? 'memory:' : `sqlite:${log}`,
    readModels: 'memory:',
    project: false,
  });
  const result =
    run === 'dry'
      ? await prepared.dryRun(await rehearsalTarget(presales))
      : await prepared.run(presalesTarget(presales), { beside: log });
  await presales.close();
  timing.stop();
  const { rows: carried, events, rejected, known } = result;
  const asExpected = run === 'again' ? events === 0 && known === rows : events >= rows;
  if (carried !== rows || rejected > 0 || !asExpected)
    throw new Error(
      `${carried} of ${rows} rows, ${events} events, ${rejected} rejected, ${known} known`,
    );
  return timing.rates(rows);
};
