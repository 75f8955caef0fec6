import { type Aggregate, aggregate } from '@presales/kernel';
import { inOrder } from '../shared/in-order.ts';
import { EngagementCommand } from './commands.ts';
import { accept } from './decide/accept.ts';
import { answerRfp } from './decide/answer-rfp.ts';
import { cancel } from './decide/cancel.ts';
import { changeRfpDue } from './decide/change-rfp-due.ts';
import { complete } from './decide/complete.ts';
import { concludePoc } from './decide/conclude-poc.ts';
import { correctTime } from './decide/correct-time.ts';
import { decline } from './decide/decline.ts';
import { declineRfp } from './decide/decline-rfp.ts';
import { deliverCollateral } from './decide/deliver-collateral.ts';
import { deliverProposalPart } from './decide/deliver-proposal-part.ts';
import { failDemo } from './decide/fail-demo.ts';
import { handOverToDelivery } from './decide/hand-over-to-delivery.ts';
import { holdDemo } from './decide/hold-demo.ts';
import { receiveRfp } from './decide/receive-rfp.ts';
import { recordDiscoveryFinding } from './decide/record-discovery-finding.ts';
import { recordPreparation } from './decide/record-preparation.ts';
import { recordTime } from './decide/record-time.ts';
import { request } from './decide/request.ts';
import { scheduleDemo } from './decide/schedule-demo.ts';
import { sendFeedback } from './decide/send-feedback.ts';
import { startPoc } from './decide/start-poc.ts';
import { submitRfp } from './decide/submit-rfp.ts';
import { EngagementEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { Answer, EngagementRefusal } from './refusals.ts';
import { factOrder } from './rules/fact-order.ts';
import type { Engagement } from './state.ts';

const decide = (command: EngagementCommand, state: Engagement): Answer => {
  switch (command.type) {
    case 'RequestEngagement':
      return request(command.data, state);
    case 'AcceptEngagement':
      return accept(command.data, state);
    case 'DeclineEngagement':
      return decline(command.data, state);
    case 'CancelEngagement':
      return cancel(command.data, state);
    case 'CompleteEngagement':
      return complete(command.data, state);
    case 'RecordDiscoveryFinding':
      return recordDiscoveryFinding(command.data, state);
    case 'RecordPreparation':
      return recordPreparation(command.data, state);
    case 'ScheduleDemo':
      return scheduleDemo(command.data, state);
    case 'HoldDemo':
      return holdDemo(command.data, state);
    case 'FailDemo':
      return failDemo(command.data, state);
    case 'ReceiveRfp':
      return receiveRfp(command.data, state);
    case 'ChangeRfpDue':
      return changeRfpDue(command.data, state);
    case 'AnswerRfp':
      return answerRfp(command.data, state);
    case 'SubmitRfp':
      return submitRfp(command.data, state);
    case 'DeclineRfp':
      return declineRfp(command.data, state);
    case 'StartPoc':
      return startPoc(command.data, state);
    case 'ConcludePoc':
      return concludePoc(command.data, state);
    case 'SendFeedback':
      return sendFeedback(command.data, state);
    case 'DeliverCollateral':
      return deliverCollateral(command.data, state);
    case 'DeliverProposalPart':
      return deliverProposalPart(command.data, state);
    case 'HandOverToDelivery':
      return handOverToDelivery(command.data, state);
    case 'RecordEngagementTime':
      return recordTime(command.data, state);
    case 'CorrectEngagementTime':
      return correctTime(command.data, state);
  }
};

/** One piece of presales work for a deal, a lead or an inquiry (S41 to S49), and the time it took. */
export const engagement: Aggregate<
  EngagementCommand,
  Engagement,
  EngagementEvent,
  EngagementRefusal
> = aggregate({
  category: 'engagement',
  commands: EngagementCommand,
  events: EngagementEvent,
  decider: { initialState: { status: 'absent' }, evolve, decide },
  inOrder: inOrder('engagement/before-fact', factOrder),
  identify: ({ data }) => data.engagementId,
});
