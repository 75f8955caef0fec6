import { bounded } from '../../shared/bounded.ts';
import { measure } from '../figures/measuring.ts';
import { snapshotHash } from '../figures/snapshot.ts';
import { countingLines } from '../figures/terms.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { onDraft } from '../rules/on-draft.ts';
import type { Quotation } from '../state.ts';

/** The author holds the draft ready for whatever approval it needs. */
export const submit = (
  { quotationId, authorId }: Data<'SubmitQuotation'>,
  state: Quotation,
): Answer =>
  onDraft(state, ({ terms, version, record: { review } }) => {
    if (countingLines(terms).length === 0) return refuse({ code: 'quotation/no-lines' });
    const hash = snapshotHash(terms);
    if (review?.snapshotHash === hash && review.authorId === authorId) return emit();
    const measured = bounded(() => measure(terms));
    if (measured === undefined) return refuse({ code: 'quotation/amount-too-large' });
    return emit({
      type: 'QuotationSubmitted',
      data: { quotationId, version, authorId, snapshotHash: hash, measured },
    });
  });
