import { same } from '../../shared/same.ts';
import { leadFacts } from '../figures/facts.ts';
import { scoreLead } from '../figures/score.ts';
import type { Lead } from '../lead.ts';
import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';

/** How many signs of interest, and how many touches, one lead keeps: a stream stays short. */
export const signalLimit = 1_000;

/**
 * Whether more can be learned of a lead. Someone who was dropped or set aside still visits a page,
 * and that may be why they come back; what was converted or merged is over.
 */
const isLearning = (
  state: Lead,
): state is Extract<Lead, { status: 'open' | 'parked' | 'disqualified' }> =>
  state.status === 'open' || state.status === 'parked' || state.status === 'disqualified';

export const recordInterest = (
  { at: _, ...data }: Data<'RecordLeadInterest'>,
  state: Lead,
): Answer => {
  if (!isLearning(state)) return notOpen(state);
  const { leadId, ...interest } = data;
  const { interestId } = interest;
  const { interests } = state.record;
  const known = interests.get(interestId);
  if (known !== undefined)
    return same(known, interest) ? emit() : refuse({ code: 'lead/interest-differs', interestId });
  if (interests.size === signalLimit) return refuse({ code: 'lead/too-many', limit: signalLimit });
  return emit({ type: 'LeadInterestRecorded', data });
};

export const recordTouch = ({ at: _, ...data }: Data<'RecordLeadTouch'>, state: Lead): Answer => {
  if (!isLearning(state)) return notOpen(state);
  const { leadId, ...touch } = data;
  const { touchId } = touch;
  const { touches } = state.record;
  const known = touches.get(touchId);
  if (known !== undefined)
    return same(known, touch) ? emit() : refuse({ code: 'lead/touch-differs', touchId });
  if (touches.size === signalLimit) return refuse({ code: 'lead/too-many', limit: signalLimit });
  return emit({ type: 'LeadTouched', data });
};

export const stateTimeframe = (
  { at: _, ...data }: Data<'StatePurchaseTimeframe'>,
  state: Lead,
): Answer => {
  if (!isLearning(state)) return notOpen(state);
  const { purchase } = state.record;
  if (purchase !== undefined) {
    const { timeframe, statedOn } = data;
    if (same(purchase, { timeframe, statedOn })) return emit();
    if (statedOn < purchase.statedOn)
      return refuse({ code: 'lead/timeframe-outdated', statedOn: purchase.statedOn });
  }
  return emit({ type: 'PurchaseTimeframeStated', data });
};

/** Scores a lead by a model, on what it knows itself and what the caller adds. */
export const scoreIt = (
  { leadId, model: scoring, asOf, facts = [] }: Data<'ScoreLead'>,
  state: Lead,
): Answer => {
  if (!isLearning(state)) return notOpen(state);
  const { model, version } = scoring;
  const result = scoreLead(scoring, [...leadFacts(state.record, asOf), ...facts]);
  if (result === undefined) return refuse({ code: 'lead/model-untrained', model, version });
  const score = { model, version, ...result };
  return same(state.record.score, score)
    ? emit()
    : emit({ type: 'LeadScored', data: { leadId, ...score } });
};
