import type { LocalDate } from '@presales/kernel';
import { valueOn } from '../../shared/pricing/by-day.ts';
import type { Party } from '../state.ts';

/** The partner level at which a party buys on a day; undefined where none was set for it. */
export const partnerLevelOn = (party: Party, on: LocalDate): string | undefined =>
  party.status === 'registered' ? valueOn(party.levels, on) : undefined;
