import { firstTwice } from '../../shared/first-twice.ts';
import { sameDecimal } from '../../shared/same-decimal.ts';
import type { InquiryEvent } from '../events.ts';
import { blocking, incompletionLog } from '../figures/incompletion-log.ts';
import { type Answer, type Data, emit, type InquiryRefusal, notLive, refuse } from '../refusals.ts';
import { violationsOf } from '../rules/copying-requirements.ts';
import type { Inquiry, InquiryBook, InquiryItemState } from '../state.ts';
import {
  type CopyingRequirement,
  defaultCopyingRequirements,
  type Severity,
} from '../values/copying-requirements.ts';

/** So much of an item goes into the quotation. */
interface Reference {
  readonly itemId: string;
  readonly quantity: string;
  readonly known: InquiryItemState;
}

/**
 * Items go into a quotation, in full or in part: all of the command's, or none. Whether they may is
 * told by the copying requirements, as strictly as the command has them; what was only to be warned
 * about stands on the event. An expired inquiry stays expired, though such a setting lets it be
 * quoted.
 */
export const quote = (command: Data<'QuoteInquiry'>, state: Inquiry): Answer => {
  if (state.status === 'absent') return refuse({ code: 'inquiry/not-registered' });
  const { inquiryId, quotationId, items, incompletion } = command;
  const chosen = items === undefined ? whole(state, quotationId) : part(state, items);
  if ('code' in chosen) return refuse(chosen);
  const references = chosen.filter(({ quantity, known }) => {
    const referenced = known.quoted.get(quotationId);
    return referenced === undefined || !sameDecimal(referenced, quantity);
  });
  if (references.length === 0) return emit();
  if (state.status === 'closed' || state.status === 'rejected') return notLive(state);

  const itemIds = references.map(({ itemId }) => itemId);
  const missing =
    incompletion && blocking(incompletionLog(state, incompletion), 'quoting', itemIds);
  if (missing !== undefined && missing.length > 0)
    return refuse({ code: 'inquiry/incomplete', missing });

  const severityOf = (requirement: CopyingRequirement): Severity =>
    command.requirements?.[requirement] ?? defaultCopyingRequirements[requirement];
  const events: InquiryEvent[] = [];
  for (const { itemId, quantity, known } of references) {
    const violations = violationsOf(command, state, itemId, known);
    const error = violations.find(({ requirement }) => severityOf(requirement) === 'error');
    if (error !== undefined) return refuse(error.refusal);
    const warnings = violations
      .map(({ requirement }) => requirement)
      .filter((requirement) => severityOf(requirement) === 'warning');
    events.push({
      type: 'InquiryItemQuoted',
      data: {
        inquiryId,
        itemId,
        quotationId,
        quantity,
        ...(warnings.length === 0 ? {} : { warnings }),
      },
    });
  }
  return emit(...events);
};

/** The items that a command names. */
const part = (
  { items: known }: InquiryBook,
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
  { items }: InquiryBook,
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
