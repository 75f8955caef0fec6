import type { CampaignCommand } from '@presales/domain/campaign';
import fc, { type Arbitrary } from 'fast-check';

const campaignId = 'a';
const at = '2026-03-01T09:00:00.000Z';
const costIds = fc.constantFrom('a', 'b');
const euros = (...amounts: readonly number[]) =>
  fc.constantFrom(...amounts).map((amount) => ({ amount, currency: 'EUR', scale: 2 }));

/** A cost, or a refund. */
const spend = fc.record({ costId: costIds, amount: euros(10_000, -2_000) }).map(
  (cost): CampaignCommand => ({
    type: 'RecordCampaignCost',
    data: { campaignId, ...cost, kind: 'media', costDate: '2026-03-01', at },
  }),
);

const correct = fc
  .record({
    costId: costIds,
    correctionId: fc.constantFrom('a', 'b', 'c'),
    delta: euros(500, -500, -10_000, 2_000, Number.MAX_SAFE_INTEGER),
  })
  .map(
    (correction): CampaignCommand => ({
      type: 'CorrectCampaignCost',
      data: { campaignId, ...correction, reason: 'Typed wrongly', at },
    }),
  );

/** The costs of a campaign and their corrections, some of which come too often or go too far. */
export const campaignStories: Arbitrary<readonly CampaignCommand[]> = fc
  .array(fc.oneof({ weight: 1, arbitrary: spend }, { weight: 2, arbitrary: correct }), {
    maxLength: 20,
  })
  .map((booked) => [
    {
      type: 'PlanCampaign',
      data: { campaignId, name: 'Spring fair', channel: 'event', startsOn: '2026-03-01', at },
    },
    ...booked,
  ]);
