import {
  type PriceLine,
  type PriceList,
  type PriceListRefusal,
  priceListLimits,
} from '@presales/domain/price-list';
import {
  compareMoney,
  derivedId,
  type Instant,
  Interrupted,
  type LocalDate,
  PresalesError,
} from '@presales/kernel';
import type { Presales } from '@presales/runtime';
import { ImportError, ImportStopped } from '../import-error.ts';
import type { PriceListFile } from './price-list-file.ts';

/** How a price list is imported. */
export interface PriceListImportOptions {
  /** The list's id; by default it follows from the prices. */
  readonly list?: string;
  /** The last day on which the prices hold; by default they hold on. */
  readonly validUntil?: LocalDate;
  /** Business time; by default that of the clock. */
  readonly at?: Instant;
  /** Stops the import before its next part. */
  readonly signal?: AbortSignal;
  /** Is told before each part how many are written, and how many there are. */
  readonly onPart?: (done: number, parts: number) => void;
}

/** What an import of a price list came to. */
export interface PriceListImported {
  /** The id of the list. */
  readonly priceList: string;
  readonly suppliers: number;
  readonly lines: number;
  /** Lines of the file that repeated an earlier one. */
  readonly repeated: number;
  /** Events that this run added to the log; none when the list was there already. */
  readonly events: number;
}

/**
 * Writes a price list in parts and makes it valid by one closing event: before that nothing of it
 * holds, however the run ends, and the same import begun again goes on where it stopped.
 *
 * @throws ImportError `import/other-price-list` when a list of that id says something else
 * @throws Interrupted between two parts
 * @throws ImportStopped when the log stayed unsure or contended, EventLogError when it fails
 */
export const importPriceList = async (
  presales: Pick<Presales, 'priceList'>,
  file: PriceListFile,
  options: PriceListImportOptions,
): Promise<PriceListImported> => {
  const { list: priceListId = file.digest, signal, onPart = () => undefined } = options;
  const parts = partsOf(file);
  const { state } = await presales.priceList.load(priceListId);
  checkSame(priceListId, state, parts, options.validUntil);
  const write = writer(presales, file, priceListId, options);
  if (state.status === 'absent') await write.open(parts.length);
  const written = state.status === 'absent' ? 0 : state.parts.length;
  for (const [index, { supplierId, lines }] of parts.entries()) {
    if (index < written) continue;
    if (signal?.aborted === true)
      throw new Interrupted(
        'interrupted; none of the prices hold yet: run the same import again and it goes on from here',
      );
    onPart(index, parts.length);
    await write.part(index + 1, supplierId, lines);
  }
  if (state.status !== 'published') await write.publish();
  return {
    priceList: priceListId,
    suppliers: file.suppliers.size,
    lines: file.lines,
    repeated: file.repeated,
    events: write.events(),
  };
};

interface Part {
  readonly supplierId: string;
  readonly lines: readonly PriceLine[];
}

/** The prices of a file in parts of one supplier each, none longer than a part may be. */
const partsOf = ({ suppliers }: PriceListFile): readonly Part[] => {
  const { linesOfPart } = priceListLimits;
  return [...suppliers].flatMap(([supplierId, lines]) =>
    Array.from({ length: Math.ceil(lines.length / linesOfPart) }, (_, index) => ({
      supplierId,
      lines: lines.slice(index * linesOfPart, (index + 1) * linesOfPart),
    })),
  );
};

/** Gives the commands that write a list, and counts their events. Command ids follow from the list. */
const writer = (
  presales: Pick<Presales, 'priceList'>,
  file: PriceListFile,
  priceListId: string,
  { validUntil, at }: PriceListImportOptions,
) => {
  let events = 0;
  const when = at === undefined ? {} : { at };
  const context = (...step: readonly (string | number)[]) => ({
    commandId: derivedId('import-prices', priceListId, file.digest, ...step),
    correlationId: derivedId('import-prices', priceListId),
  });
  const counted = async (handled: ReturnType<Presales['priceList']>): Promise<void> => {
    const answer = await stoppedBy(handled);
    if (answer.outcome === 'refused') throw refusedFor(priceListId, answer.refusal);
    events += answer.events.length;
  };
  return {
    open: (parts: number) =>
      counted(
        presales.priceList(
          {
            type: 'OpenPriceList',
            data: {
              priceListId,
              source: file.name,
              lines: file.lines,
              parts,
              ...(validUntil === undefined ? {} : { validUntil }),
              ...when,
            },
          },
          context('open'),
        ),
      ),
    part: (part: number, supplierId: string, lines: readonly PriceLine[]) =>
      counted(
        presales.priceList(
          {
            type: 'AddPriceListPart',
            data: { priceListId, part, supplierId, lines, ...when },
          },
          context('part', part),
        ),
      ),
    publish: () =>
      counted(
        presales.priceList(
          { type: 'PublishPriceList', data: { priceListId, ...when } },
          context('publish'),
        ),
      ),
    events: () => events,
  };
};

const stoppedBy = async <Answer>(handled: Promise<Answer>): Promise<Answer> => {
  try {
    return await handled;
  } catch (error) {
    const byHandler = error instanceof PresalesError && error.code.startsWith('handle/');
    throw byHandler ? new ImportStopped(error) : error;
  }
};

const refusedFor = (priceListId: string, { code }: PriceListRefusal): ImportError =>
  otherList(priceListId, `somebody else is writing a price list of this name (${code})`);

const otherList = (priceListId: string, reason: string): ImportError =>
  new ImportError(
    'import/other-price-list',
    { file: `price list ${priceListId}` },
    `${reason}; give the prices another name with --list`,
  );

/** A list of that id that is there already must be what is imported, as far as it goes. */
const checkSame = (
  priceListId: string,
  state: PriceList,
  parts: readonly Part[],
  validUntil: LocalDate | undefined,
): void => {
  if (state.status === 'absent') return;
  if (state.status === 'abandoned' || state.status === 'withdrawn')
    throw otherList(priceListId, `it was ${state.status}`);
  const { header } = state;
  const same =
    header.parts === parts.length &&
    header.validUntil === validUntil &&
    state.parts.every(
      ({ supplierId, lines }, index) =>
        supplierId === parts[index]?.supplierId && sameLines(lines, parts[index]?.lines ?? []),
    );
  if (!same) throw otherList(priceListId, 'it is there already, with other prices');
};

const sameLines = (left: readonly PriceLine[], right: readonly PriceLine[]): boolean =>
  left.length === right.length &&
  left.every(({ productId, price, validFrom }, index) => {
    const other = right[index];
    return (
      other !== undefined &&
      productId === other.productId &&
      validFrom === other.validFrom &&
      price.currency === other.price.currency &&
      compareMoney(price, other.price) === 0
    );
  });
