import { type Aggregate, aggregate } from '@presales/kernel';
import { inOrder } from '../shared/in-order.ts';
import { QuotationCommand } from './commands.ts';
import { accept, acceptLate } from './decide/accept.ts';
import { acceptItems } from './decide/accept-items.ts';
import { addLine } from './decide/add-line.ts';
import { approve } from './decide/approve.ts';
import { changeLine } from './decide/change-line.ts';
import { choose } from './decide/choose-item.ts';
import { copyItems } from './decide/copy-into.ts';
import { decline } from './decide/decline.ts';
import { discount } from './decide/discount.ts';
import { draft } from './decide/draft.ts';
import { expire } from './decide/expire.ts';
import { extendValidity } from './decide/extend-validity.ts';
import { follow } from './decide/follow.ts';
import { freeze } from './decide/freeze-exchange-rates.ts';
import { offerAlternative } from './decide/offer-alternative.ts';
import { refuseApproval } from './decide/refuse-approval.ts';
import { rejectItem } from './decide/reject-item.ts';
import { removeLine } from './decide/remove-line.ts';
import { requestApproval } from './decide/request-approval.ts';
import { revise } from './decide/revise.ts';
import { revokeAcceptance } from './decide/revoke-acceptance.ts';
import { round } from './decide/round-totals.ts';
import { send } from './decide/send.ts';
import { submit } from './decide/submit.ts';
import { substituteLine } from './decide/substitute-line.ts';
import { takeOption } from './decide/take-optional-item.ts';
import { unfreeze } from './decide/unfreeze-exchange-rates.ts';
import { withdraw } from './decide/withdraw.ts';
import { QuotationEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { Answer, QuotationRefusal } from './refusals.ts';
import { factOrder } from './rules/fact-order.ts';
import type { Quotation } from './state.ts';

const decide = (command: QuotationCommand, state: Quotation): Answer => {
  switch (command.type) {
    case 'DraftQuotation':
      return draft(command.data, state);
    case 'AddQuotationLine':
      return addLine(command.data, state);
    case 'CopyIntoQuotation':
      return copyItems(command.data, state);
    case 'ChangeQuotationLine':
      return changeLine(command.data, state);
    case 'SubstituteQuotationLine':
      return substituteLine(command.data, state);
    case 'RemoveQuotationLine':
      return removeLine(command.data, state);
    case 'OfferAlternative':
      return offerAlternative(command.data, state);
    case 'ChooseQuotationItem':
      return choose(command.data, state);
    case 'TakeOptionalItem':
      return takeOption(command.data, state);
    case 'DiscountQuotation':
      return discount(command.data, state);
    case 'RoundQuotationTotals':
      return round(command.data, state);
    case 'SubmitQuotation':
      return submit(command.data, state);
    case 'RequestApproval':
      return requestApproval(command.data, state);
    case 'ApproveQuotation':
      return approve(command.data, state);
    case 'RefuseApproval':
      return refuseApproval(command.data, state);
    case 'SendQuotation':
      return send(command.data, state);
    case 'ReviseQuotation':
      return revise(command.data, state);
    case 'ExtendQuotationValidity':
      return extendValidity(command.data, state);
    case 'FreezeExchangeRates':
      return freeze(command.data, state);
    case 'UnfreezeExchangeRates':
      return unfreeze(command.data, state);
    case 'FollowQuotation':
      return follow(command.data, state);
    case 'AcceptQuotation':
      return accept(command.data, state);
    case 'AcceptQuotationLate':
      return acceptLate(command.data, state);
    case 'AcceptQuotationItems':
      return acceptItems(command.data, state);
    case 'RejectQuotationItem':
      return rejectItem(command.data, state);
    case 'RevokeAcceptance':
      return revokeAcceptance(command.data, state);
    case 'DeclineQuotation':
      return decline(command.data, state);
    case 'ExpireQuotation':
      return expire(command.data, state);
    case 'WithdrawQuotation':
      return withdraw(command.data, state);
  }
};

/** An offer in several currencies at once (S63), legally binding once sent (S8), in versions. */
export const quotation: Aggregate<QuotationCommand, Quotation, QuotationEvent, QuotationRefusal> =
  aggregate({
    category: 'quotation',
    commands: QuotationCommand,
    events: QuotationEvent,
    decider: { initialState: { status: 'absent' }, evolve, decide },
    inOrder: inOrder('quotation/before-fact', factOrder, (state) =>
      state.status === 'absent' ? undefined : state.record.header.sellerZone,
    ),
    identify: ({ data }) => data.quotationId,
  });
