import { same } from '../../shared/same.ts';
import type { Campaign } from '../campaign.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';

/** Lays the campaign down; what is planned again in the same words changes nothing. */
export const plan = (
  { at: _, ancestors, ...planned }: Data<'PlanCampaign'>,
  state: Campaign,
): Answer => {
  if (state.status !== 'absent')
    return same(state.plan, planned) ? emit() : refuse({ code: 'campaign/already-planned' });
  const { campaignId, startsOn, endsOn, parentId } = planned;
  if (endsOn !== undefined && endsOn <= startsOn)
    return refuse({ code: 'campaign/ends-before-start' });
  return (
    partOfItself(campaignId, parentId, ancestors) ??
    emit({ type: 'CampaignPlanned', data: planned })
  );
};

/** Makes the campaign part of another, or of none, at any time: reports roll up along parents. */
export const changeParent = (
  { campaignId, parentId: to, ancestors }: Data<'ChangeCampaignParent'>,
  state: Campaign,
): Answer => {
  if (state.status === 'absent') return refuse({ code: 'campaign/not-planned' });
  const { parentId: from } = state;
  if (from === to) return emit();
  return (
    partOfItself(campaignId, to, ancestors) ??
    emit({
      type: 'CampaignParentChanged',
      data: {
        campaignId,
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      },
    })
  );
};

/**
 * The refusal of a parent that is the campaign itself, or part of it. A stream knows its own parent
 * only: what the parent is part of comes with the command, and two changes made at the same moment
 * on two streams may still close a circle, which a report has to break off.
 */
const partOfItself = (
  campaignId: string,
  parentId: string | undefined,
  ancestors: readonly string[] = [],
): Answer | undefined =>
  parentId !== undefined && [parentId, ...ancestors].includes(campaignId)
    ? refuse({ code: 'campaign/part-of-itself', parentId })
    : undefined;
