import { type Answer, notInPlay, refuse } from '../refusals.ts';
import type { DraftQuotation, Quotation } from '../state.ts';

/** Decides on a draft; anything else is refused. */
export const onDraft = (state: Quotation, decide: (draft: DraftQuotation) => Answer): Answer => {
  if (state.status === 'draft') return decide(state);
  return state.status === 'sent' ? refuse({ code: 'quotation/not-a-draft' }) : notInPlay(state);
};
