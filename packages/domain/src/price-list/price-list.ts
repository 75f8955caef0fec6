import {
  type Aggregate,
  aggregate,
  type Decision,
  decisions,
  type LocalDate,
  type Of,
} from '@presales/kernel';
import { same } from '../shared/same.ts';
import { PriceListCommand } from './commands.ts';
import { PriceListEvent } from './events.ts';

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

/** Why a price list's command is refused. */
export type PriceListRefusal =
  /** Opened before, and differently. */
  | { readonly code: 'price-list/already-opened' }
  | { readonly code: 'price-list/not-opened' }
  | {
      readonly code: 'price-list/closed';
      readonly status: 'published' | 'abandoned' | 'withdrawn';
    }
  /** Added before, with other lines. */
  | { readonly code: 'price-list/part-exists'; readonly part: number }
  /** The parts come in order, and this one is the next. */
  | { readonly code: 'price-list/part-expected'; readonly part: number }
  /** It was opened with so many parts. */
  | { readonly code: 'price-list/too-many-parts'; readonly parts: number }
  /** Parts or lines are missing, or there are more lines than it was opened with. */
  | {
      readonly code: 'price-list/incomplete';
      readonly parts: number;
      readonly lines: number;
    }
  /** A supplier's product has two prices from one day on. */
  | {
      readonly code: 'price-list/two-prices';
      readonly supplierId: string;
      readonly productId: string;
      readonly validFrom: LocalDate;
    }
  /** Only what was published can be withdrawn. */
  | { readonly code: 'price-list/not-published' };

const evolve = (state: PriceList, event: PriceListEvent): PriceList => {
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

type Opened = Exclude<PriceList, { readonly status: 'absent' }>;

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
    identify: ({ data }) => data.priceListId,
  });

type Answer = Decision<PriceListEvent, PriceListRefusal>;
type Data<Type extends PriceListCommand['type']> = Of<PriceListCommand, Type>['data'];
const { emit, refuse } = decisions<PriceListEvent, PriceListRefusal>();

function open({ at: _, ...header }: Data<'OpenPriceList'>, state: PriceList): Answer {
  if (state.status === 'absent') return emit({ type: 'PriceListOpened', data: header });
  return same(state.header, header) ? emit() : refuse({ code: 'price-list/already-opened' });
}

function addPart({ at: _, ...added }: Data<'AddPriceListPart'>, state: Opened): Answer {
  const { part } = added;
  const known = state.parts[part - 1];
  if (known !== undefined)
    return same(known, added) ? emit() : refuse({ code: 'price-list/part-exists', part });
  if (state.status !== 'open') return refuse({ code: 'price-list/closed', status: state.status });
  const { parts } = state.header;
  if (part > parts) return refuse({ code: 'price-list/too-many-parts', parts });
  const next = state.parts.length + 1;
  if (part !== next) return refuse({ code: 'price-list/part-expected', part: next });
  return emit({ type: 'PriceListPartAdded', data: added });
}

function publish({ priceListId }: Data<'PublishPriceList'>, state: Opened): Answer {
  if (state.status === 'published') return emit();
  if (state.status !== 'open') return refuse({ code: 'price-list/closed', status: state.status });
  const { header, parts } = state;
  const lines = parts.reduce((count, part) => count + part.lines.length, 0);
  if (parts.length !== header.parts || lines !== header.lines)
    return refuse({ code: 'price-list/incomplete', parts: parts.length, lines });
  const twice = pricedTwice(parts);
  if (twice !== undefined) return refuse({ code: 'price-list/two-prices', ...twice });
  return emit({ type: 'PriceListPublished', data: { priceListId, lines } });
}

function abandon(data: Data<'AbandonPriceList'>, state: Opened): Answer {
  const { priceListId, reason } = data;
  if (state.status === 'abandoned') return emit();
  if (state.status !== 'open') return refuse({ code: 'price-list/closed', status: state.status });
  return emit({ type: 'PriceListAbandoned', data: { priceListId, reason } });
}

function withdraw(data: Data<'WithdrawPriceList'>, state: Opened): Answer {
  const { priceListId, reason } = data;
  if (state.status === 'withdrawn') return emit();
  if (state.status !== 'published') return refuse({ code: 'price-list/not-published' });
  return emit({ type: 'PriceListWithdrawn', data: { priceListId, reason } });
}

/** The first line whose supplier, product and day stood in the list before. */
const pricedTwice = (parts: readonly PriceListPart[]) => {
  const seen = new Set<string>();
  for (const { supplierId, lines } of parts)
    for (const { productId, validFrom } of lines) {
      const key = JSON.stringify([supplierId, productId, validFrom]);
      if (seen.has(key)) return { supplierId, productId, validFrom };
      seen.add(key);
    }
  return undefined;
};
