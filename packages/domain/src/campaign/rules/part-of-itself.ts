import { type Answer, refuse } from '../refusals.ts';

/**
 * The refusal of a parent that is the campaign itself, or part of it. A stream knows its own parent
 * only, so the command brings what the parent is itself part of. Two changes that are made at the
 * same moment on two streams may still close a circle; a report has to break it off.
 */
export const partOfItself = (
  campaignId: string,
  parentId: string | undefined,
  ancestors: readonly string[] = [],
): Answer | undefined =>
  parentId !== undefined && [parentId, ...ancestors].includes(campaignId)
    ? refuse({ code: 'campaign/part-of-itself', parentId })
    : undefined;
