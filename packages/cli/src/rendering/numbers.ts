import type { MoneyFigure, Period } from '@presales/kernel';
import { majorUnits } from '@presales/kernel';

/** The digits of a decimal text in groups of three: `"-1234.50"` becomes `-1,234.50`. */
export const grouped = (decimal: string): string => {
  const [whole = '', fraction] = decimal.split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? groups : `${groups}.${fraction}`;
};

/** A count with thousands separators. */
export const countText = (count: number | bigint): string => grouped(String(count));

/** An amount with thousands separators, without its currency. */
export const amountText = (value: MoneyFigure): string => grouped(majorUnits(value));

/** An amount in whole major units, rounded half away from zero, for where room is short. */
export const wholeText = ({ amount, scale }: MoneyFigure): string => {
  const unit = 10n ** BigInt(scale);
  const size = BigInt(amount) < 0n ? -BigInt(amount) : BigInt(amount);
  const rounded = (size * 2n + unit) / (unit * 2n);
  return grouped(String(amount < 0 ? -rounded : rounded));
};

/** An amount with thousands separators and its currency. */
export const moneyText = (value: MoneyFigure): string => `${amountText(value)} ${value.currency}`;

/** A percentage, or a dash where there is none. */
export const percentText = (percent: string | undefined): string =>
  percent === undefined ? '–' : `${grouped(percent)} %`;

/** A period as people call it; without one, all time. */
export const periodText = (period: Period | undefined): string =>
  period === undefined ? 'all time' : period.label;

/** A ratio in thousandths for drawing: what is shown as text is computed exactly elsewhere. */
export const proportion = (part: MoneyFigure, whole: MoneyFigure): number =>
  whole.amount <= 0
    ? 0
    : Number(part.amount) / 10 ** part.scale / (Number(whole.amount) / 10 ** whole.scale);
