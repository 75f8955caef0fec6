import type { Money, Of } from '@presales/kernel';
import { type DealValue, sameValue } from '../../shared/deal-value.ts';
import { sameMoney } from '../../shared/same-money.ts';
import type { OpportunityEvent } from '../events.ts';
import type { Expectation } from '../state.ts';

/** Whether a deal is said to be worth just this already. */
export const isExpected = (
  known: Expectation | undefined,
  revised: Of<OpportunityEvent, 'OpportunityValueRevised'>['data'],
): boolean =>
  known !== undefined &&
  sameMoney(known.value, revised.expectedValue) &&
  sameIfAny(known.margin, revised.margin) &&
  sameIfAny(known.netOfUnknownCost, revised.netOfUnknownCost) &&
  known.quotationId === revised.quotationId &&
  sameValues(known.others ?? [], revised.others ?? []);

const sameValues = (known: readonly DealValue[], said: readonly DealValue[]): boolean =>
  known.length === said.length &&
  known.every((one, place) => {
    const other = said[place];
    return other !== undefined && sameValue(one, other);
  });

const sameIfAny = (known: Money | undefined, said: Money | undefined): boolean =>
  known === undefined || said === undefined ? known === said : sameMoney(known, said);
