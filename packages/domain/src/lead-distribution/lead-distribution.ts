import {
  type Aggregate,
  aggregate,
  type Decision,
  decisions,
  localDate,
  type Of,
} from '@presales/kernel';
import { same } from '../shared/same.ts';
import { LeadDistributionCommand } from './commands.ts';
import { type DistributionMember, LeadDistributionEvent } from './events.ts';
import { byQuota, byTurn, monthOf, type Served } from './rules/rotation.ts';

/** The rule, who it is for, and where its months begin. */
export type DistributionDefinition = Of<LeadDistributionEvent, 'DistributionDefined'>['data'];

/** One lead that went to somebody. */
export interface GivenLead {
  readonly leadId: string;
  readonly attempt: number;
  readonly salespersonId: string;
}

/** What a distribution of leads is. */
export type LeadDistribution =
  | { readonly status: 'absent' }
  | {
      readonly status: 'defined';
      readonly definition: DistributionDefinition;
      readonly given: readonly GivenLead[];
      readonly served: Served;
    };

/** Leads that one distribution gives out: a stream stays short, and the next one takes over. */
export const distributionLimit = 10_000;

/** Why a distribution's command is refused. */
export type LeadDistributionRefusal =
  | { readonly code: 'lead-distribution/not-defined' }
  /** Under the rule `quota` everybody has one. */
  | { readonly code: 'lead-distribution/quota-needed'; readonly salespersonId: string }
  /** Under the rule `territory` everybody has one. */
  | { readonly code: 'lead-distribution/territories-needed'; readonly salespersonId: string }
  /** Under the rule `territory` a lead is somewhere. */
  | { readonly code: 'lead-distribution/territory-unknown'; readonly leadId: string }
  | { readonly code: 'lead-distribution/territory-uncovered'; readonly territory: string }
  /** Everybody who could have the lead has had as many as they may in this month. */
  | { readonly code: 'lead-distribution/quotas-filled'; readonly month: string }
  /** Everybody is away, or has given this lead back. */
  | { readonly code: 'lead-distribution/nobody-left'; readonly leadId: string }
  | { readonly code: 'lead-distribution/full'; readonly limit: number };

const evolve = (state: LeadDistribution, event: LeadDistributionEvent): LeadDistribution => {
  switch (event.type) {
    case 'DistributionDefined':
      return state.status === 'absent'
        ? {
            status: 'defined',
            definition: event.data,
            given: [],
            served: { turns: new Map(), months: new Map() },
          }
        : { ...state, definition: event.data };
    case 'LeadDistributed': {
      if (state.status === 'absent') return state;
      const { leadId, attempt, salespersonId, on } = event.data;
      const given = [...state.given, { leadId, attempt, salespersonId }];
      const turns = new Map(state.served.turns).set(salespersonId, given.length);
      const month = new Map(state.served.months.get(monthOf(on)));
      month.set(salespersonId, (month.get(salespersonId) ?? 0) + 1);
      const months = new Map(state.served.months).set(monthOf(on), month);
      return { ...state, given, served: { turns, months } };
    }
  }
};

const decide = (command: LeadDistributionCommand, state: LeadDistribution): Answer => {
  switch (command.type) {
    case 'DefineDistribution':
      return define(command.data, state);
    case 'DistributeLead':
      return distribute(command.data, state);
  }
};

/** How leads find somebody who works them (S33): whose turn it is, and who had which. */
export const leadDistribution: Aggregate<
  LeadDistributionCommand,
  LeadDistribution,
  LeadDistributionEvent,
  LeadDistributionRefusal
> = aggregate({
  category: 'leadDistribution',
  commands: LeadDistributionCommand,
  events: LeadDistributionEvent,
  decider: { initialState: { status: 'absent' }, evolve, decide },
  identify: ({ data }) => data.distributionId,
});

type Answer = Decision<LeadDistributionEvent, LeadDistributionRefusal>;
type Data<Type extends LeadDistributionCommand['type']> = Of<LeadDistributionCommand, Type>['data'];
const { emit, refuse } = decisions<LeadDistributionEvent, LeadDistributionRefusal>();

function define(
  { at: _, zone = 'UTC', ...rest }: Data<'DefineDistribution'>,
  state: LeadDistribution,
): Answer {
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
}

function distribute(
  { distributionId, leadId, territory, unavailable = [], attempt = 1, at }: Data<'DistributeLead'>,
  state: LeadDistribution,
): Answer {
  if (state.status === 'absent') return refuse({ code: 'lead-distribution/not-defined' });
  const { definition, given, served } = state;
  const { rule, zone, members } = definition;
  const before = given.filter((one) => one.leadId === leadId);
  if (before.some((one) => one.attempt === attempt)) return emit();
  if (given.length === distributionLimit)
    return refuse({ code: 'lead-distribution/full', limit: distributionLimit });
  const covers = ({ territories }: DistributionMember): boolean =>
    rule !== 'territory' || territories?.some((covered) => covered === territory) === true;
  if (rule === 'territory') {
    if (territory === undefined)
      return refuse({ code: 'lead-distribution/territory-unknown', leadId });
    if (!members.some(covers))
      return refuse({ code: 'lead-distribution/territory-uncovered', territory });
  }

  const had = new Set([...unavailable, ...before.map(({ salespersonId }) => salespersonId)]);
  const free = members.filter((member) => covers(member) && !had.has(member.salespersonId));
  if (free.length === 0) return refuse({ code: 'lead-distribution/nobody-left', leadId });

  const on = localDate(at, zone);
  const next = rule === 'quota' ? byQuota(free, served, on) : byTurn(free, served);
  if (next === undefined)
    return refuse({ code: 'lead-distribution/quotas-filled', month: monthOf(on) });
  const { salespersonId } = next;
  return emit({
    type: 'LeadDistributed',
    data: { distributionId, leadId, attempt, salespersonId, rule, on },
  });
}
