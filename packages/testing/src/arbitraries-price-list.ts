import { type PriceListCommand, priceList } from '@presales/domain/price-list';
import fc, { type Arbitrary } from 'fast-check';
import { commandsFor, ofType } from './arbitraries.ts';

const { commands } = priceList;

/**
 * The commands of a price list that makes progress: it is opened for the parts that follow, they are
 * added in their order, most lists are published, and then come any others.
 */
export const priceListStories: Arbitrary<readonly PriceListCommand[]> = fc
  .tuple(
    ofType(commands, 'OpenPriceList'),
    fc.array(ofType(commands, 'AddPriceListPart'), { minLength: 1, maxLength: 3 }),
    fc.option(ofType(commands, 'PublishPriceList'), { freq: 4, nil: undefined }),
    fc.array(commandsFor(priceList), { maxLength: 6 }),
  )
  .map(([{ type, data }, parts, published, rest]): readonly PriceListCommand[] => [
    {
      type,
      data: {
        ...data,
        parts: parts.length,
        lines: parts.reduce((lines, part) => lines + part.data.lines.length, 0),
      },
    },
    ...parts.map(
      (part, index): PriceListCommand => ({ ...part, data: { ...part.data, part: index + 1 } }),
    ),
    ...(published === undefined ? [] : [published]),
    ...rest,
  ]);
