import { type Answer, type Data, emit, notRegistered, refuse } from '../refusals.ts';
import type { Party } from '../state.ts';

/** Lets go a duplicate that was none. A party that it has not absorbed is let go already. */
export const release = ({ at: _, ...data }: Data<'ReleaseParty'>, state: Party): Answer => {
  if (state.status !== 'registered') return notRegistered(state);
  const { mergedId } = data;
  const { absorptions } = state;
  const absorption = absorptions.get(mergedId);
  if (absorption !== undefined) {
    const { alsoMerged } = absorption;
    return emit({
      type: 'PartyReleased',
      data: { ...data, ...(alsoMerged.length === 0 ? {} : { alsoMerged }) },
    });
  }
  const [absorbedWith] =
    [...absorptions].find(([, { alsoMerged }]) => alsoMerged.includes(mergedId)) ?? [];
  return absorbedWith === undefined
    ? emit()
    : refuse({ code: 'party/absorbed-with-another', mergedId, absorbedWith });
};
