import { same } from '../../shared/same.ts';
import { leadFacts } from '../figures/facts.ts';
import { scoreLead } from '../figures/score.ts';
import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import { isLearning, type Lead } from '../state.ts';

/** Scores a lead by a model, on what its own history says and on what the caller adds. */
export const score = (
  { leadId, model: scoring, asOf, facts = [] }: Data<'ScoreLead'>,
  state: Lead,
): Answer => {
  if (!isLearning(state)) return notOpen(state);
  const { model, version } = scoring;
  const result = scoreLead(scoring, [...leadFacts(state.record, asOf), ...facts]);
  if (result === undefined) return refuse({ code: 'lead/model-untrained', model, version });
  const scored = { model, version, ...result };
  return same(state.record.score, scored)
    ? emit()
    : emit({ type: 'LeadScored', data: { leadId, ...scored } });
};
