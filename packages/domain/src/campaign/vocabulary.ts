import { z } from 'zod';

/** The means by which a campaign reaches people. */
export const CampaignChannel = z.enum([
  'e-mail',
  'letter',
  'phone',
  'web',
  'social-media',
  'trade-fair',
  'webinar',
  'event',
  'advertising',
  'other',
]);
export type CampaignChannel = z.infer<typeof CampaignChannel>;

/** What money was spent on. */
export const CostKind = z.enum([
  'media',
  'agency',
  'print',
  'postage',
  'event',
  'list',
  'staff',
  'other',
]);
export type CostKind = z.infer<typeof CostKind>;
