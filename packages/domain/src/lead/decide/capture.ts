import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { Lead } from '../state.ts';
import { StandardLeadSource } from '../vocabulary.ts';

/** Takes a lead in. Capturing it again in the same words changes nothing. */
export const capture = (
  { at: _, ownSources = [], ...captured }: Data<'CaptureLead'>,
  state: Lead,
): Answer => {
  if (state.status !== 'absent')
    return same(state.record.captured, captured)
      ? emit()
      : refuse({ code: 'lead/already-captured' });
  const { source, listId, consentBasis, recycledFrom } = captured;
  if (!StandardLeadSource.safeParse(source).success && !ownSources.includes(source))
    return refuse({ code: 'lead/unknown-source', source });
  if (listId !== undefined && consentBasis === undefined)
    return refuse({ code: 'lead/consent-basis-needed', listId });
  if (recycledFrom !== undefined && source !== 'lost-opportunity')
    return refuse({ code: 'lead/not-from-a-lost-deal', recycledFrom });
  return emit({ type: 'LeadCaptured', data: captured });
};
