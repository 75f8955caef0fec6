import type { InquiryRecord } from '../state.ts';
import type {
  FollowOnStep,
  IncompletionProcedure,
  InquiryHeaderField,
  InquiryItemField,
} from '../values/incompletion-procedure.ts';

/** A field that is missing in the header or an item, and the steps that it blocks. */
export type MissingField =
  | { readonly field: InquiryHeaderField; readonly blocks: readonly FollowOnStep[] }
  | {
      readonly itemId: string;
      readonly field: InquiryItemField;
      readonly blocks: readonly FollowOnStep[];
    };

/**
 * What an inquiry lacks by a procedure (SAP, incompletion log): fields of the header first, then item
 * by item. A rejected item lacks nothing, for nobody will go on with it.
 */
export const incompletionLog = (
  { header, items }: Pick<InquiryRecord, 'header' | 'items'>,
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

/** The missing fields that block a step: those of the header, and of the items it is taken for. */
export const blocking = (
  log: readonly MissingField[],
  step: FollowOnStep,
  itemIds: readonly string[],
): readonly MissingField[] =>
  log.filter(
    (missing) =>
      missing.blocks.includes(step) && (!('itemId' in missing) || itemIds.includes(missing.itemId)),
  );
