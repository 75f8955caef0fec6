import type { PriceListEvent } from './events.ts';
import type { PriceList } from './state.ts';

/** The state after one more event. An event that cannot have happened changes nothing. */
export const evolve = (state: PriceList, event: PriceListEvent): PriceList => {
  if (event.type === 'PriceListOpened') return { status: 'open', header: event.data, parts: [] };
  if (state.status === 'absent') return state;
  switch (event.type) {
    case 'PriceListPartAdded':
      return { ...state, parts: [...state.parts, event.data] };
    case 'PriceListPublished':
      return { ...state, status: 'published' };
    case 'PriceListAbandoned':
      return { ...state, status: 'abandoned' };
    case 'PriceListWithdrawn':
      return { ...state, status: 'withdrawn' };
  }
};
