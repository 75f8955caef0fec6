import type { FactOrder } from '@presales/kernel';
import type { PriceListCommand } from '../commands.ts';
import type { PriceListEvent } from '../events.ts';

/**
 * What happens to a price list after what (B21): everything follows what came before.
 */
export const factOrder: FactOrder<PriceListCommand, PriceListEvent> = {
  settles: {
    PriceListOpened: ['list'],
    PriceListPartAdded: ['list'],
    PriceListPublished: ['list'],
    PriceListAbandoned: ['list'],
    PriceListWithdrawn: ['list'],
  },
  follows: {
    OpenPriceList: [],
    AddPriceListPart: ['list'],
    PublishPriceList: ['list'],
    AbandonPriceList: ['list'],
    WithdrawPriceList: ['list'],
  },
};
