import { type Answer, type Data, emit } from '../refusals.ts';
import { notToBeSent } from '../rules/sending.ts';
import type { CampaignMember } from '../state.ts';

/**
 * A letter goes out, unless the member unsubscribed or what was looked up forbids it. A dead e-mail
 * address does not stop it.
 */
export const postLetter = (
  { at: _, grounds, ...letter }: Data<'PostLetter'>,
  state: CampaignMember,
): Answer => {
  const { letterId, test } = letter;
  return (
    notToBeSent(letterId, { by: 'letter', test: test === true }, state, grounds) ??
    emit({ type: 'LetterPosted', data: letter })
  );
};
