import type { Of } from '@presales/kernel';
import type { Existing } from '../shared/existing.ts';
import type { PriceListEvent } from './events.ts';

/** What a list was opened as. */
export type PriceListHeader = Of<PriceListEvent, 'PriceListOpened'>['data'];

/** One part of a list. */
export type PriceListPart = Of<PriceListEvent, 'PriceListPartAdded'>['data'];

/** What a version of a price list is. Only a published one says what anything costs. */
export type PriceList =
  | { readonly status: 'absent' }
  | {
      readonly status: 'open' | 'published' | 'abandoned' | 'withdrawn';
      readonly header: PriceListHeader;
      /** In order, from part 1. */
      readonly parts: readonly PriceListPart[];
    };

/** A version of a price list that was opened. */
export type ExistingPriceList = Existing<PriceList>;
