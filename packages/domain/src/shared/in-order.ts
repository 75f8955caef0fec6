import type { FactOrder, InOrder, Message, PastFact, Zone } from '@presales/kernel';

/** The order of an aggregate's facts, and its refusal of what is dated before one (B21). */
export const inOrder = <
  State,
  Command extends Message,
  Event extends Message,
  const Code extends string,
>(
  code: Code,
  order: FactOrder<Command, Event>,
  zoneOf?: (state: State) => Zone | undefined,
): InOrder<State, PastFact & { readonly code: Code }> => ({
  order,
  refusal: (before) => ({ code, ...before }),
  ...(zoneOf && { zoneOf }),
});
