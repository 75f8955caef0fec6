import { z } from 'zod';

/**
 * What sales staff do with customers (S10, S13, S45): visits, calls out and in, meetings, letters,
 * direct mail, e-mails, demonstrations, chats.
 */
export const ActivityKind = z.enum([
  'visit',
  'outbound-call',
  'inbound-call',
  'meeting',
  'letter',
  'direct-mail',
  'e-mail',
  'demo',
  'chat',
]);
export type ActivityKind = z.infer<typeof ActivityKind>;
