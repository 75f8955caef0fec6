import { type Aggregate, aggregate } from '@presales/kernel';
import { inOrder } from '../shared/in-order.ts';
import { OpportunityCommand } from './commands.ts';
import { absorb } from './decide/absorb.ts';
import { adjust } from './decide/adjust-win.ts';
import { allocateCredit, allocateOverlay } from './decide/allocate-credit.ts';
import { changeOwner } from './decide/change-owner.ts';
import { changePipeline } from './decide/change-pipeline.ts';
import { correctCredit } from './decide/correct-credit.ts';
import { correctWinDate } from './decide/correct-win-date.ts';
import { extend } from './decide/extend-win.ts';
import { hold } from './decide/hold.ts';
import { link } from './decide/link-quotation.ts';
import { lose } from './decide/lose.ts';
import { merge } from './decide/merge.ts';
import { move } from './decide/move.ts';
import { open } from './decide/open.ts';
import { recordCompetitor } from './decide/record-competitor.ts';
import { release } from './decide/release.ts';
import { releasePrimary } from './decide/release-primary-quotation.ts';
import { reopen } from './decide/reopen.ts';
import { resetForecast } from './decide/reset-forecast.ts';
import { resume } from './decide/resume.ts';
import { reverseWin } from './decide/reverse-win.ts';
import { reviseValue } from './decide/revise-value.ts';
import { selectPrimary } from './decide/select-primary-quotation.ts';
import { setCloseDate } from './decide/set-expected-close-date.ts';
import { setCategory } from './decide/set-forecast-category.ts';
import { setProbability } from './decide/set-probability.ts';
import { unlink } from './decide/unlink-quotation.ts';
import { unmerge } from './decide/unmerge.ts';
import { win } from './decide/win.ts';
import { OpportunityEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { type Answer, type OpportunityRefusal, refuse } from './refusals.ts';
import { factOrder } from './rules/fact-order.ts';
import { type Opportunity, zoneOf } from './state.ts';

const decide = (command: OpportunityCommand, state: Opportunity): Answer => {
  if (command.type !== 'OpenOpportunity' && state.status !== 'absent') {
    const { openedAt } = state.record.opened;
    if (command.data.at < openedAt) return refuse({ code: 'opportunity/before-opening', openedAt });
  }
  switch (command.type) {
    case 'OpenOpportunity':
      return open(command.data, state);
    case 'MoveOpportunity':
      return move(command.data, state);
    case 'ChangePipeline':
      return changePipeline(command.data, state);
    case 'ReviseOpportunityValue':
      return reviseValue(command.data, state);
    case 'SetProbability':
      return setProbability(command.data, state);
    case 'SetForecastCategory':
      return setCategory(command.data, state);
    case 'ResetForecast':
      return resetForecast(command.data, state);
    case 'SetExpectedCloseDate':
      return setCloseDate(command.data, state);
    case 'LinkQuotation':
      return link(command.data, state);
    case 'UnlinkQuotation':
      return unlink(command.data, state);
    case 'SelectPrimaryQuotation':
      return selectPrimary(command.data, state);
    case 'ReleasePrimaryQuotation':
      return releasePrimary(command.data, state);
    case 'AllocateCredit':
      return allocateCredit(command.data, state);
    case 'AllocateOverlayCredit':
      return allocateOverlay(command.data, state);
    case 'CorrectCredit':
      return correctCredit(command.data, state);
    case 'CorrectWinDate':
      return correctWinDate(command.data, state);
    case 'ChangeOpportunityOwner':
      return changeOwner(command.data, state);
    case 'RecordCompetitor':
      return recordCompetitor(command.data, state);
    case 'HoldOpportunity':
      return hold(command.data, state);
    case 'ResumeOpportunity':
      return resume(command.data, state);
    case 'WinOpportunity':
      return win(command.data, state);
    case 'ExtendWin':
      return extend(command.data, state);
    case 'AdjustWin':
      return adjust(command.data, state);
    case 'LoseOpportunity':
      return lose(command.data, state);
    case 'ReopenOpportunity':
      return reopen(command.data, state);
    case 'ReverseWin':
      return reverseWin(command.data, state);
    case 'MergeOpportunity':
      return merge(command.data, state);
    case 'AbsorbOpportunity':
      return absorb(command.data, state);
    case 'ReleaseOpportunity':
      return release(command.data, state);
    case 'UnmergeOpportunity':
      return unmerge(command.data, state);
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
  inOrder: inOrder('opportunity/before-fact', factOrder, zoneOf),
  identify: ({ data }) => data.opportunityId,
});
