import { type Answer, type Data, emit } from '../refusals.ts';
import { notToBeSent } from '../rules/sending.ts';
import type { CampaignMember } from '../state.ts';

/**
 * An e-mail goes out, unless the member unsubscribed, its address bounced hard, or what was looked up
 * forbids it.
 */
export const sendMailing = (
  { at: _, grounds, ...mailing }: Data<'SendMailing'>,
  state: CampaignMember,
): Answer => {
  const { mailingId, channel: by, test } = mailing;
  return (
    notToBeSent(mailingId, { by, test: test === true }, state, grounds) ??
    emit({ type: 'MailingSent', data: mailing })
  );
};
