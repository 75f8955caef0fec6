import { firstTwice } from '../../shared/first-twice.ts';
import type { Data, InquiryRefusal } from '../refusals.ts';
import type { InquiryItemState, InquiryRecord } from '../state.ts';

/** So much of an item is to go into a quotation. */
interface Reference {
  readonly itemId: string;
  readonly quantity: string;
  readonly known: InquiryItemState;
}

/** What a command wants quoted: the items that it names, or else whatever is left to quote. */
export const referencesOf = (
  { items, quotationId }: Data<'QuoteInquiry'>,
  record: InquiryRecord,
): readonly Reference[] | InquiryRefusal =>
  items === undefined ? whole(record, quotationId) : part(record, items);

/** The items that a command names. */
const part = (
  { items: known }: InquiryRecord,
  items: NonNullable<Data<'QuoteInquiry'>['items']>,
): readonly Reference[] | InquiryRefusal => {
  const twice = firstTwice(items.map(({ itemId }) => itemId));
  if (twice !== undefined) return { code: 'inquiry/item-twice', itemId: twice };
  const references: Reference[] = [];
  for (const { itemId, quantity } of items) {
    const item = known.get(itemId);
    if (item === undefined) return { code: 'inquiry/unknown-item', itemId };
    references.push({ itemId, quantity, known: item });
  }
  return references;
};

/** Every item that is neither rejected nor in a quotation, as much of it as the customer asked for. */
const whole = (
  { items }: InquiryRecord,
  quotationId: string,
): readonly Reference[] | InquiryRefusal => {
  const references: Reference[] = [];
  for (const [itemId, known] of items) {
    if (known.rejection !== undefined || known.quoted.size > 0) continue;
    const { quantity } = known.item;
    if (quantity === undefined) return { code: 'inquiry/quantity-unknown', itemId };
    references.push({ itemId, quantity, known });
  }
  const taken = [...items.values()].some(({ quoted }) => quoted.has(quotationId));
  return references.length === 0 && !taken ? { code: 'inquiry/nothing-to-quote' } : references;
};
