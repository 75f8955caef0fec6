import { CurrencyCode } from '@presales/kernel';
import { type AmountStyle, amountStyle, currencyInName } from './amount-style.ts';
import type { Answers, Draft } from './draft.ts';
import type { Meaning } from './meaning.ts';
import { type Flow, listed, quoted, undecided } from './yaml-text.ts';

/** The source of an amount, and that of nothing in the same currency. */
export interface MoneySources {
  readonly amount: { readonly [key: string]: Flow | undefined };
  readonly nothing: Flow;
}

/** The source of the amounts of a column. What is to be decided or checked goes into the draft. */
export const moneySources = (
  draft: Draft,
  meaning: Meaning,
  name: string | undefined,
  answers: Answers,
): MoneySources => {
  const empty = name === undefined ? 0 : meaning.cells(name).length - meaning.filled(name).length;
  if (name === undefined)
    draft.check('the file has no column of amounts; deals are won for nothing.', 2);
  else if (empty > 0)
    draft.check(
      `${quoted(name)} is empty in ${empty} rows of the sample; a deal of them that was won counts as 0.`,
      2,
    );
  const style = name === undefined ? undefined : amountStyle(meaning.filled(name));
  const currency = currencyOf(draft, meaning, name, style, answers);
  const nothing = { constant: 0, type: 'money', currency };
  if (name === undefined) return { amount: nothing, nothing };
  draft.used.add(name);
  const { decimal, group } = style?.numbers ?? {};
  const plain = (decimal ?? '.') === '.' && group === undefined;
  return {
    amount: {
      column: name,
      type: 'money',
      currency,
      numbers: plain ? undefined : { decimal, group },
    },
    nothing,
  };
};

const currencyOf = (
  draft: Draft,
  meaning: Meaning,
  amount: string | undefined,
  style: AmountStyle | undefined,
  answers: Answers,
): Flow => {
  const beside =
    (amount === undefined
      ? undefined
      : meaning.columns.find(
          (name) => name.toLowerCase() === `${amount} currency`.toLowerCase(),
        )) ?? meaning.column('currency');
  if (beside !== undefined && isOfCurrencies(meaning.filled(beside))) {
    draft.used.add(beside);
    const empty = meaning.cells(beside).includes('');
    return { column: beside, default: empty ? answers.currency : undefined };
  }
  if (answers.currency !== undefined) return answers.currency;
  const told = style?.currency ?? (amount === undefined ? undefined : currencyInName(amount));
  if (told !== undefined) {
    if (style?.sign === '$') draft.check('"$" is taken for the dollar of the United States.', 2);
    return told;
  }
  draft.decide(
    style !== undefined && style.signs.length > 0
      ? `which currency is meant by ${listed(style.signs)}? Write a code such as EUR wherever a line below has DECIDE, or suggest again with --currency EUR.`
      : 'in which currency are the amounts? Write a code such as EUR wherever a line below has DECIDE, or suggest again with --currency EUR.',
    2,
  );
  return undecided;
};

const isOfCurrencies = (cells: readonly string[]): boolean =>
  cells.length > 0 && cells.every((cell) => CurrencyCode.safeParse(cell.toUpperCase()).success);
