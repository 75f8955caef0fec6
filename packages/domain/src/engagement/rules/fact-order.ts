import type { FactOrder } from '@presales/kernel';
import type { EngagementCommand } from '../commands.ts';
import type { EngagementEvent } from '../events.ts';

/**
 * What happens to a presales engagement after what (B21). What is contributed to it may be entered late.
 */
export const factOrder: FactOrder<EngagementCommand, EngagementEvent> = {
  settles: {
    EngagementRequested: ['request', 'course'],
    EngagementAccepted: ['course'],
    EngagementDeclined: ['course'],
    EngagementCancelled: ['course'],
    EngagementCompleted: ['course'],
    DiscoveryFindingRecorded: [],
    SolutionPrepared: [],
    DemoScheduled: ['demo'],
    DemoHeld: ['course'],
    DemoFailed: ['demo'],
    RfpReceived: ['rfp'],
    RfpDueChanged: ['rfp'],
    RfpAnswered: [{ aspect: 'answer', by: ['questionId'] }],
    RfpSubmitted: ['course'],
    RfpDeclined: ['course'],
    PocStarted: ['poc'],
    PocConcluded: ['course'],
    FeedbackSent: [],
    CollateralDelivered: [],
    ProposalPartDelivered: [],
    HandedOverToDelivery: ['course'],
    EngagementTimeRecorded: [{ aspect: 'time', by: ['entryId'] }],
    EngagementTimeCorrected: [{ aspect: 'time', by: ['entryId'] }],
  },
  follows: {
    RequestEngagement: [],
    AcceptEngagement: ['course'],
    DeclineEngagement: ['course', 'demo', 'rfp', 'poc'],
    CancelEngagement: ['course', 'demo', 'rfp', 'poc'],
    CompleteEngagement: ['course', 'demo', 'rfp', 'poc'],
    RecordDiscoveryFinding: ['request'],
    RecordPreparation: ['request'],
    ScheduleDemo: ['course'],
    HoldDemo: ['course', 'demo'],
    FailDemo: ['course', 'demo'],
    ReceiveRfp: ['course'],
    ChangeRfpDue: ['course', 'rfp'],
    AnswerRfp: ['course', 'rfp'],
    SubmitRfp: ['course', 'rfp'],
    DeclineRfp: ['course', 'rfp'],
    StartPoc: ['course'],
    ConcludePoc: ['course', 'poc'],
    SendFeedback: ['request'],
    DeliverCollateral: ['request'],
    DeliverProposalPart: ['request'],
    HandOverToDelivery: ['course', 'demo', 'rfp', 'poc'],
    RecordEngagementTime: [],
    CorrectEngagementTime: [{ aspect: 'time', by: ['entryId'] }],
  },
};
