import type { FactOrder } from '@presales/kernel';
import type { OpportunityCommand } from '../commands.ts';
import type { OpportunityEvent } from '../events.ts';

const link = { aspect: 'link', by: ['quotationId'] } as const;
const absorption = { aspect: 'absorption', by: ['mergedId'] } as const;

/**
 * What happens to a deal after what (B21). Everything follows the outcome; an outcome follows the
 * deal's step and rest, which it is recorded with, but not its value or owner: whose deal it was
 * is asked by time (B23).
 */
export const factOrder: FactOrder<OpportunityCommand, OpportunityEvent> = {
  settles: {
    OpportunityOpened: ['opening', 'outcome'],
    OpportunityStepEntered: ['step'],
    OpportunityPipelineChanged: ['step'],
    OpportunityValueRevised: ['value'],
    OpportunityProbabilitySet: ['forecast'],
    ForecastCategoryChanged: ['forecast'],
    ForecastReset: ['forecast'],
    ExpectedCloseDateChanged: ['close date'],
    QuotationLinked: [link],
    QuotationUnlinked: [link, 'primary quotation'],
    PrimaryQuotationSelected: ['primary quotation'],
    PrimaryQuotationReleased: ['primary quotation', 'value'],
    SalesCreditAllocated: [{ aspect: 'credit', by: ['effectiveFrom'] }],
    OverlayCreditAllocated: [{ aspect: 'overlay credit', by: ['effectiveFrom'] }],
    SalesCreditCorrected: ['outcome'],
    OpportunityWinDateCorrected: ['outcome'],
    OpportunityOwnerChanged: ['owner'],
    CompetitorRecorded: [],
    OpportunityHeld: ['rest'],
    OpportunityResumed: ['rest'],
    OpportunityWon: ['outcome'],
    OpportunityWinExtended: ['outcome'],
    OpportunityWinAdjusted: ['outcome'],
    OpportunityLost: ['outcome'],
    OpportunityReopened: ['outcome'],
    OpportunityWinReversed: ['outcome'],
    OpportunityMergedInto: ['outcome'],
    OpportunityAbsorbed: [absorption],
    OpportunityUnmerged: ['outcome'],
    OpportunityReleased: [absorption],
  },
  follows: {
    OpenOpportunity: [],
    MoveOpportunity: ['outcome', 'rest'],
    ChangePipeline: ['outcome', 'rest'],
    ReviseOpportunityValue: ['outcome', 'primary quotation'],
    SetProbability: ['outcome'],
    SetForecastCategory: ['outcome'],
    ResetForecast: ['outcome'],
    SetExpectedCloseDate: ['outcome'],
    LinkQuotation: ['outcome'],
    UnlinkQuotation: ['outcome'],
    SelectPrimaryQuotation: ['outcome', link],
    ReleasePrimaryQuotation: ['outcome', 'primary quotation'],
    AllocateCredit: ['outcome'],
    AllocateOverlayCredit: ['outcome'],
    CorrectCredit: ['outcome'],
    CorrectWinDate: ['outcome'],
    ChangeOpportunityOwner: ['outcome'],
    RecordCompetitor: ['opening'],
    HoldOpportunity: ['outcome'],
    ResumeOpportunity: ['outcome'],
    WinOpportunity: ['outcome', 'step', 'rest'],
    ExtendWin: ['outcome'],
    AdjustWin: ['outcome'],
    LoseOpportunity: ['outcome', 'step', 'rest'],
    ReopenOpportunity: ['outcome'],
    ReverseWin: ['outcome'],
    MergeOpportunity: ['outcome', 'step', 'rest'],
    AbsorbOpportunity: ['opening'],
    ReleaseOpportunity: ['opening'],
    UnmergeOpportunity: ['outcome'],
  },
};
