import { normalisedEmail } from '../../shared/contact-keys.ts';

/** Whether a salesperson would be given themselves as a lead. */
export const isOwnLead = ({
  leadEmail,
  salespersonEmail,
}: {
  readonly leadEmail?: string | undefined;
  readonly salespersonEmail?: string | undefined;
}): boolean =>
  leadEmail !== undefined &&
  salespersonEmail !== undefined &&
  normalisedEmail(leadEmail) === normalisedEmail(salespersonEmail);
