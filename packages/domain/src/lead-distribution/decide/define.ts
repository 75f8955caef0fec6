import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { LeadDistribution } from '../state.ts';

/** Defines who gets leads by which rule, for the first time or anew. */
export const define = (
  { at: _, zone = 'UTC', ...rest }: Data<'DefineDistribution'>,
  state: LeadDistribution,
): Answer => {
  const definition = { ...rest, zone };
  const { rule, members } = definition;
  for (const { salespersonId, quota, territories } of members) {
    if (rule === 'quota' && quota === undefined)
      return refuse({ code: 'lead-distribution/quota-needed', salespersonId });
    if (rule === 'territory' && territories === undefined)
      return refuse({ code: 'lead-distribution/territories-needed', salespersonId });
  }
  return state.status === 'defined' && same(state.definition, definition)
    ? emit()
    : emit({ type: 'DistributionDefined', data: definition });
};
