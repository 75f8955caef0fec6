import type { InquiryBook } from '../state.ts';
import type {
  FollowOnStep,
  IncompletionProcedure,
  InquiryHeaderField,
  InquiryItemField,
} from '../values/incompletion-procedure.ts';

/** A field that is missing, of the header or of an item, and what it blocks. */
export type MissingField =
  | { readonly field: InquiryHeaderField; readonly blocks: readonly FollowOnStep[] }
  | {
      readonly itemId: string;
      readonly field: InquiryItemField;
      readonly blocks: readonly FollowOnStep[];
    };

/**
 * What is missing of an inquiry by a procedure (SAP, incompletion log): the header's fields first,
 * then item by item. A rejected item lacks nothing: nobody will go on with it.
 */
export const incompletionLog = (
  { header, items }: Pick<InquiryBook, 'header' | 'items'>,
  procedure: IncompletionProcedure,
): readonly MissingField[] => [
  ...procedure.header.filter(({ field }) => header[field] === undefined),
  ...[...items]
    .filter(([, { rejection }]) => rejection === undefined)
    .flatMap(([itemId, { item }]) =>
      procedure.item
        .filter(({ field }) => item[field] === undefined)
        .map(({ field, blocks }) => ({ itemId, field, blocks })),
    ),
];

/** What of it keeps a step from being taken: with the header, and with the items it is taken for. */
export const blocking = (
  log: readonly MissingField[],
  step: FollowOnStep,
  itemIds: readonly string[],
): readonly MissingField[] =>
  log.filter(
    (missing) =>
      missing.blocks.includes(step) && (!('itemId' in missing) || itemIds.includes(missing.itemId)),
  );
