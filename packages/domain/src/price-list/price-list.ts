import { type Aggregate, aggregate } from '@presales/kernel';
import { inOrder } from '../shared/in-order.ts';
import { PriceListCommand } from './commands.ts';
import { abandon } from './decide/abandon.ts';
import { addPart } from './decide/add-part.ts';
import { open } from './decide/open.ts';
import { publish } from './decide/publish.ts';
import { withdraw } from './decide/withdraw.ts';
import { PriceListEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { type Answer, type PriceListRefusal, refuse } from './refusals.ts';
import { factOrder } from './rules/fact-order.ts';
import type { PriceList } from './state.ts';

const decide = (command: PriceListCommand, state: PriceList): Answer => {
  if (command.type === 'OpenPriceList') return open(command.data, state);
  if (state.status === 'absent') return refuse({ code: 'price-list/not-opened' });
  switch (command.type) {
    case 'AddPriceListPart':
      return addPart(command.data, state);
    case 'PublishPriceList':
      return publish(command.data, state);
    case 'AbandonPriceList':
      return abandon(command.data, state);
    case 'WithdrawPriceList':
      return withdraw(command.data, state);
  }
};

/**
 * One version of a price list, of one supplier or of several (S57, S61). A stream of its own,
 * because lists are long; whole or not at all, because of its closing event.
 */
export const priceList: Aggregate<PriceListCommand, PriceList, PriceListEvent, PriceListRefusal> =
  aggregate({
    category: 'priceList',
    commands: PriceListCommand,
    events: PriceListEvent,
    decider: { initialState: { status: 'absent' }, evolve, decide },
    inOrder: inOrder('price-list/before-fact', factOrder),
    identify: ({ data }) => data.priceListId,
  });
