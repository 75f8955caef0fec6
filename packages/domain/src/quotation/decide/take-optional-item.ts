import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { onPosition } from '../rules/on-position.ts';
import type { Quotation } from '../state.ts';

/** Takes an optional line into the total, or out of it again. */
export const takeOption = ({ at, ...data }: Data<'TakeOptionalItem'>, state: Quotation): Answer =>
  onPosition({ at, ...data }, state, ({ main, taken }) => {
    if (main.optional === undefined)
      return refuse({ code: 'quotation/not-optional', lineId: data.lineId });
    return taken === data.taken ? emit() : emit({ type: 'OptionalItemTaken', data });
  });
