import { sameDecimal } from '../../shared/same-decimal.ts';
import type { InquiryEvent } from '../events.ts';
import { type Answer, type Data, emit, notLive, refuse } from '../refusals.ts';
import { violationsOf } from '../rules/copying-requirements.ts';
import { incomplete } from '../rules/incompletion.ts';
import { referencesOf } from '../rules/references.ts';
import type { Inquiry } from '../state.ts';
import {
  type CopyingRequirement,
  defaultCopyingRequirements,
  type Severity,
} from '../values/copying-requirements.ts';

/**
 * Puts items into a quotation, in full or in part: all items of the command, or none. The copying
 * requirements say whether they may go, as strictly as the command sets them; the event names those
 * that only warn. An expired inquiry stays expired even where a setting lets it be quoted.
 */
export const quote = (command: Data<'QuoteInquiry'>, state: Inquiry): Answer => {
  if (state.status === 'absent') return notLive(state);
  const { record } = state;
  const { inquiryId, quotationId, incompletion } = command;
  const chosen = referencesOf(command, record);
  if ('code' in chosen) return refuse(chosen);
  const references = chosen.filter(({ quantity, known }) => {
    const referenced = known.quoted.get(quotationId);
    return referenced === undefined || !sameDecimal(referenced, quantity);
  });
  if (references.length === 0) return emit();
  if (state.status === 'closed' || state.status === 'rejected') return notLive(state);

  const itemIds = references.map(({ itemId }) => itemId);
  const blocked = incomplete(record, incompletion, 'quoting', itemIds);
  if (blocked !== undefined) return blocked;

  const severityOf = (requirement: CopyingRequirement): Severity =>
    command.requirements?.[requirement] ?? defaultCopyingRequirements[requirement];
  const events: InquiryEvent[] = [];
  for (const { itemId, quantity, known } of references) {
    const violations = violationsOf(command, record, itemId, known);
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
