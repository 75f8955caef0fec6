import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Id, Money, type MoneyFigure, moneyFigure, wholeMinorUnits } from '@presales/kernel';
import { open, type Presales } from '@presales/runtime';
import { z } from 'zod';
import { type ImportResult, prepareImport } from '../import-file.ts';
import type { ImportOptions } from '../import-options.ts';
import type { Tally } from '../run/tally.ts';
import { presalesTarget } from '../run/target.ts';

/** What deals of an import come to. Values are by currency, in its order of letters. */
export interface TrialFigures {
  readonly created: number;
  readonly won: number;
  readonly lost: number;
  readonly open: number;
  readonly wonValue: readonly MoneyFigure[];
  /** What the open deals are expected to be worth. */
  readonly openValue: readonly MoneyFigure[];
}

/** What an import by a mapping would give: it was carried out, in memory, on an empty log. */
export interface Trial extends Tally {
  readonly figures: TrialFigures;
}

/**
 * Carries out an import of a file, or a folder, by the text of a mapping, into a log in memory.
 *
 * @throws ImportError as `prepareImport` does; Interrupted
 */
export const trialOf = async (
  input: string,
  mappingText: string,
  { signal, onProgress }: Pick<ImportOptions, 'signal' | 'onProgress'>,
): Promise<Trial> => {
  const folder = await mkdtemp(join(tmpdir(), 'presales-suggest-'));
  try {
    const mapping = join(folder, 'mapping.yaml');
    await writeFile(mapping, mappingText);
    const prepared = await prepareImport({
      input,
      mapping,
      ...(signal === undefined ? {} : { signal }),
      ...(onProgress === undefined ? {} : { onProgress }),
    });
    const presales = await open({ eventLog: 'memory:', readModels: 'memory:', project: false });
    try {
      const result = await prepared.run(presalesTarget(presales), { beside: join(folder, 'log') });
      return { ...tallyOf(result), figures: await figuresOf(presales) };
    } finally {
      prepared.close();
      await presales.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const tallyOf = ({ mapping: _, rejects: __, inputs: ___, ...tally }: ImportResult): Tally => tally;

const Opened = z.looseObject({ opportunityId: Id, expectedValue: Money.optional() });
const Won = z.looseObject({ opportunityId: Id, value: z.looseObject({ net: Money }) });
const Lost = z.looseObject({ opportunityId: Id });

const outcomeTypes = ['OpportunityOpened', 'OpportunityWon', 'OpportunityLost'];

/**
 * The figures are folded from the events, because amounts of several currencies need no exchange
 * rates here. A deal of an import by a suggested mapping is opened once and closed once at most.
 */
const figuresOf = async ({ log }: Presales): Promise<TrialFigures> => {
  const open = new Map<string, Money | undefined>();
  const won: Money[] = [];
  let created = 0;
  let lost = 0;
  for await (const { events } of log.readAll({ types: outcomeTypes }))
    for (const { type, data } of events) {
      if (type === 'OpportunityOpened') {
        const { opportunityId, expectedValue } = Opened.parse(data);
        created += 1;
        open.set(opportunityId, expectedValue);
      } else if (type === 'OpportunityWon') {
        const { opportunityId, value } = Won.parse(data);
        open.delete(opportunityId);
        won.push(value.net);
      } else {
        lost += 1;
        open.delete(Lost.parse(data).opportunityId);
      }
    }
  return {
    created,
    won: won.length,
    lost,
    open: open.size,
    wonValue: byCurrency(won),
    openValue: byCurrency([...open.values()].filter((value) => value !== undefined)),
  };
};

const byCurrency = (amounts: readonly Money[]): readonly MoneyFigure[] => {
  const sums = new Map<string, bigint>();
  for (const amount of amounts)
    sums.set(amount.currency, (sums.get(amount.currency) ?? 0n) + BigInt(wholeMinorUnits(amount)));
  return [...sums].sort().map(([currency, sum]) => moneyFigure(sum, currency));
};
