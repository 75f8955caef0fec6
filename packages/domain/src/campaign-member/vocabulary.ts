import { z } from 'zod';
import { ConsentBasis } from '../shared/consent.ts';

/** How somebody answered a campaign. Opens are not answers: mail privacy proxies fake them. */
export const ResponseKind = z.enum([
  'reply',
  'form',
  'click',
  'call',
  'visit',
  'attendance',
  'chat',
  'download',
]);
export type ResponseKind = z.infer<typeof ResponseKind>;

/** The means by which a mailing reaches its members; letters are posted. */
export const MailingChannel = z.enum(['e-mail']);
export type MailingChannel = z.infer<typeof MailingChannel>;

/** The ways by which a campaign writes to its members. */
export const WrittenChannel = z.enum(['e-mail', 'letter']);
export type WrittenChannel = z.infer<typeof WrittenChannel>;

/**
 * What a mailing's sender looked up when it was sent: whether the campaign was called off, whether the
 * party has an address for the channel, and on what ground it may be written to by it.
 */
export const SendingGrounds = z
  .strictObject({
    campaign: z.enum(['live', 'cancelled']),
    address: z.enum(['known', 'unknown']),
    basis: ConsentBasis,
  })
  .readonly();
export type SendingGrounds = z.infer<typeof SendingGrounds>;

/** Hard: the address takes no mail, for good. Soft: it took none this time. */
export const BounceKind = z.enum(['hard', 'soft']);
export type BounceKind = z.infer<typeof BounceKind>;

/** How a campaign reached somebody, other than through an answer to it. */
export const TouchKind = z.enum([
  'call',
  'visit',
  'conversation',
  'event',
  'web',
  'advertisement',
  'social-media',
  'referral',
  'other',
]);
export type TouchKind = z.infer<typeof TouchKind>;
