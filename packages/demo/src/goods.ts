import type { PriceRounding } from '@presales/domain';
import type { ProductKind } from '@presales/domain/product';
import type { CurrencyCode, Decimal, LocalDate } from '@presales/kernel';
import { YEAR } from './timeline.ts';

/** What customers pay depends on how much they buy: three levels, the best last. */
export const levels = ['standard', 'partner', 'gold'] as const;
export type Level = (typeof levels)[number];

/** A supplier, and the factors that turn its prices into ours. */
export interface SupplierPlan {
  readonly id: string;
  readonly name: string;
  readonly currency: CurrencyCode;
  /** Our cost, in parts of the supplier's price. */
  readonly cost: Decimal;
  /** Our price at each level, in parts of the supplier's price. */
  readonly prices: Readonly<Record<Level, Decimal>>;
}

/** Whom the house buys from. */
export const suppliers: readonly SupplierPlan[] = [
  {
    id: 'baltic-it',
    name: 'Baltic IT',
    currency: 'EUR',
    cost: '0.96',
    prices: { standard: '1.22', partner: '1.17', gold: '1.13' },
  },
  {
    id: 'westline',
    name: 'Westline Networks',
    currency: 'USD',
    cost: '0.94',
    prices: { standard: '1.31', partner: '1.24', gold: '1.18' },
  },
  {
    id: 'nordcloud',
    name: 'Nordcloud',
    currency: 'EUR',
    cost: '0.85',
    prices: { standard: '1.45', partner: '1.38', gold: '1.32' },
  },
  {
    id: 'mobila-dacia',
    name: 'Mobila Dacia',
    currency: 'RON',
    cost: '0.95',
    prices: { standard: '1.35', partner: '1.28', gold: '1.22' },
  },
  {
    id: 'instal-grup',
    name: 'Instal Grup',
    currency: 'RON',
    cost: '0.92',
    prices: { standard: '1.46', partner: '1.4', gold: '1.34' },
  },
  {
    id: 'electro-vest',
    name: 'Electro Vest',
    currency: 'RON',
    cost: '0.9',
    prices: { standard: '1.46', partner: '1.4', gold: '1.34' },
  },
];

/** Something the house resells or does. */
export interface Good {
  readonly id: string;
  readonly name: string;
  readonly kind: ProductKind;
  readonly currency: CurrencyCode;
  readonly supplierId?: string;
  /** What the supplier asks for a piece at the year's beginning. */
  readonly asked?: Decimal;
  /** What a piece is sold for where no supplier's price says it. */
  readonly prices?: Readonly<Record<Level, Decimal>>;
  /** Pieces that customers usually take, at least and at most. */
  readonly pieces: readonly [number, number];
  /** How often it is sold, against the others. */
  readonly share: number;
  /** The first day it is sold; by default the year's. */
  readonly from?: LocalDate;
}

const supplied = (
  id: string,
  name: string,
  supplierId: string,
  currency: CurrencyCode,
  asked: Decimal,
  pieces: readonly [number, number],
): Good => ({ id, name, kind: 'product', supplierId, currency, asked, pieces, share: 10 });

/** What can be had. */
export const goods: readonly [Good, ...Good[]] = [
  supplied('notebook-14', 'Notebook 14"', 'baltic-it', 'EUR', '893.00', [2, 14]),
  supplied('desktop-mini', 'Desktop computer, small', 'baltic-it', 'EUR', '524.00', [3, 16]),
  {
    ...supplied('desktop-micro', 'Desktop computer, tiny', 'baltic-it', 'EUR', '498.00', [3, 16]),
    from: `${YEAR}-10-01`,
  },
  supplied('monitor-27', 'Monitor 27"', 'baltic-it', 'EUR', '237.50', [4, 24]),
  supplied('switch-24', 'Network switch, 24 ports', 'westline', 'USD', '904.00', [1, 6]),
  supplied('access-point', 'Wireless access point', 'westline', 'USD', '320.00', [2, 14]),
  supplied('server-1u', 'Rack server 1U', 'westline', 'USD', '4150.00', [1, 3]),
  supplied('firewall', 'Firewall, three years', 'westline', 'USD', '1790.00', [1, 3]),
  supplied('backup-seat', 'Backup licence, a year', 'nordcloud', 'EUR', '58.00', [5, 60]),
  supplied('office-chair', 'Office chair', 'mobila-dacia', 'RON', '851.00', [4, 24]),
  supplied('desk-160', 'Desk 160 cm', 'mobila-dacia', 'RON', '1252.00', [3, 18]),
  {
    ...supplied('cabling-day', 'Cabling, a day on site', 'instal-grup', 'RON', '1336.00', [1, 8]),
    kind: 'service',
  },
  {
    id: 'setup-day',
    name: 'Set-up, a day on site',
    kind: 'service',
    currency: 'EUR',
    prices: { standard: '520.00', partner: '495.00', gold: '480.00' },
    pieces: [1, 6],
    share: 10,
  },
  // Nobody knows before it is made what it costs.
  {
    id: 'furniture-to-measure',
    name: 'Furniture made to measure',
    kind: 'product',
    currency: 'RON',
    prices: { standard: '3900.00', partner: '3750.00', gold: '3600.00' },
    pieces: [1, 6],
    share: 5,
  },
];

/** Cabling is bought elsewhere from this day on. */
export const CABLING = { productId: 'cabling-day', to: 'electro-vest', from: `${YEAR}-08-01` };

/** Who delivers a good on a day. */
export const supplierOn = ({ id, supplierId }: Good, on: LocalDate): string | undefined =>
  id === CABLING.productId && on >= CABLING.from ? CABLING.to : supplierId;

/** How a level's prices are rounded: the list of most customers reads well, the others are exact. */
export const roundingOf = (level: Level, currency: CurrencyCode): PriceRounding =>
  level === 'standard' && currency !== 'RON'
    ? { step: '1', ending: '0.90', direction: 'nearest' }
    : { step: currency === 'RON' ? '1' : '0.05', direction: 'nearest' };
