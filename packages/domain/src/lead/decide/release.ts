import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import type { Lead } from '../state.ts';

/** Lets go a duplicate that was none. A lead that it has not absorbed is let go already. */
export const release = ({ at: _, ...data }: Data<'ReleaseLead'>, state: Lead): Answer => {
  if (state.status === 'absent' || state.status === 'merged') return notOpen(state);
  const { mergedId } = data;
  const { absorptions } = state.record;
  const absorption = absorptions.get(mergedId);
  if (absorption !== undefined) {
    const { alsoMerged } = absorption;
    return emit({
      type: 'LeadReleased',
      data: { ...data, ...(alsoMerged.length === 0 ? {} : { alsoMerged }) },
    });
  }
  const [absorbedWith] =
    [...absorptions].find(([, { alsoMerged }]) => alsoMerged.includes(mergedId)) ?? [];
  return absorbedWith === undefined
    ? emit()
    : refuse({ code: 'lead/absorbed-with-another', mergedId, absorbedWith });
};
