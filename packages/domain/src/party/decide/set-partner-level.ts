import { valueOn } from '../../shared/pricing/by-day.ts';
import { type Answer, type Data, emit, notRegistered } from '../refusals.ts';
import type { Party } from '../state.ts';

/** Says at which partner level the party buys from a day on. */
export const setPartnerLevel = (
  { partyId, level, validFrom }: Data<'SetPartnerLevel'>,
  state: Party,
): Answer => {
  if (state.status !== 'registered') return notRegistered(state);
  if (valueOn(state.levels, validFrom) === level) return emit();
  return emit({
    type: 'PartnerLevelSet',
    data: { partyId, ...(level === undefined ? {} : { level }), validFrom },
  });
};
