import { type Aggregate, aggregate, type Money, type Of } from '@presales/kernel';
import type { DealValue } from '../shared/deal-value.ts';
import { OpportunityCommand } from './commands.ts';
import { type LossReason, OpportunityEvent, type ReversalReason } from './events.ts';
import { move } from './moves.ts';
import { open } from './opening.ts';
import { lose, reopen, reverseWin, win } from './outcomes.ts';
import { type Answer, type OpportunityRefusal, refuse } from './refusals.ts';
import { changeOwner, reviseValue } from './revisions.ts';

/** What a deal is, whatever has become of it. */
export interface Deal {
  /** How it was opened; the pipeline stays the one it was opened in. */
  readonly opened: OpportunityOpening;
  /** The customer, once known. */
  readonly partyId: string | undefined;
  readonly ownerId: string;
  /** The step it stands at, or stood at when it was closed. */
  readonly step: string;
  /** Every step it ever entered. */
  readonly entered: readonly string[];
  readonly expected: Expectation | undefined;
}

/** What a deal may be worth, and the quotation that says so. */
export interface Expectation {
  readonly value: Money;
  readonly quotationId: string | undefined;
}

/** How a deal was opened. */
export type OpportunityOpening = Of<OpportunityEvent, 'OpportunityOpened'>['data'];

/** What an opportunity is. `won-reversed` is lost, after having been won. */
export type Opportunity =
  | { readonly status: 'absent' }
  | { readonly status: 'open'; readonly deal: Deal }
  | {
      readonly status: 'won';
      readonly deal: Deal;
      readonly value: DealValue;
      readonly quotationId: string | undefined;
    }
  | {
      readonly status: 'lost';
      readonly deal: Deal;
      readonly reason: LossReason;
      readonly competitor: string | undefined;
      readonly note: string | undefined;
    }
  | {
      readonly status: 'won-reversed';
      readonly deal: Deal;
      readonly reason: ReversalReason;
      readonly note: string | undefined;
    };

const evolve = (state: Opportunity, event: OpportunityEvent): Opportunity => {
  if (event.type === 'OpportunityOpened') return { status: 'open', deal: dealOf(event.data) };
  if (state.status === 'absent') return state;
  const { deal } = state;
  switch (event.type) {
    case 'OpportunityStepEntered':
      return { ...state, deal: entering(deal, event.data.to) };
    case 'OpportunityValueRevised': {
      const { expectedValue, quotationId } = event.data;
      return { ...state, deal: { ...deal, expected: { value: expectedValue, quotationId } } };
    }
    case 'OpportunityOwnerChanged':
      return { ...state, deal: { ...deal, ownerId: event.data.to } };
    case 'OpportunityWon': {
      const { partyId, value, quotationId } = event.data;
      return { status: 'won', deal: { ...deal, partyId }, value, quotationId };
    }
    case 'OpportunityLost': {
      const { reason, competitor, note } = event.data;
      return { status: 'lost', deal, reason, competitor, note };
    }
    case 'OpportunityReopened':
      return { status: 'open', deal: entering(deal, event.data.step) };
    case 'OpportunityWinReversed': {
      const { reason, note } = event.data;
      return { status: 'won-reversed', deal, reason, note };
    }
  }
};

const dealOf = (opened: OpportunityOpening): Deal => ({
  opened,
  partyId: opened.partyId,
  ownerId: opened.ownerId,
  step: opened.step,
  entered: [opened.step],
  expected: opened.expectedValue && { value: opened.expectedValue, quotationId: undefined },
});

const entering = (deal: Deal, step: string): Deal => ({
  ...deal,
  step,
  entered: deal.entered.includes(step) ? deal.entered : [...deal.entered, step],
});

const decide = (command: OpportunityCommand, state: Opportunity): Answer => {
  if (command.type !== 'OpenOpportunity' && state.status !== 'absent') {
    const { openedAt } = state.deal.opened;
    if (command.data.at < openedAt) return refuse({ code: 'opportunity/before-opening', openedAt });
  }
  switch (command.type) {
    case 'OpenOpportunity':
      return open(command.data, state);
    case 'MoveOpportunity':
      return move(command.data, state);
    case 'ReviseOpportunityValue':
      return reviseValue(command.data, state);
    case 'ChangeOpportunityOwner':
      return changeOwner(command.data, state);
    case 'WinOpportunity':
      return win(command.data, state);
    case 'LoseOpportunity':
      return lose(command.data, state);
    case 'ReopenOpportunity':
      return reopen(command.data, state);
    case 'ReverseWin':
      return reverseWin(command.data, state);
  }
};

/** A deal on its way through the steps of a pipeline (S39, S66, S74). */
export const opportunity: Aggregate<
  OpportunityCommand,
  Opportunity,
  OpportunityEvent,
  OpportunityRefusal
> = aggregate({
  category: 'opportunity',
  commands: OpportunityCommand,
  events: OpportunityEvent,
  decider: { initialState: { status: 'absent' }, evolve, decide },
  identify: ({ data }) => data.opportunityId,
});
