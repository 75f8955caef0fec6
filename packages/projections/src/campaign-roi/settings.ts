import { InvalidInput, type Problem } from '@presales/kernel';
import {
  type AttributionModel,
  type AttributionName,
  attributionModels,
  type DecayBy,
  defaultHalfLifeDays,
  type PositionShares,
} from './attribution/index.ts';
import type { CampaignGrouping, CampaignRoiParameters } from './parameters.ts';

/** How far back a touch may lie, in days, unless the question says otherwise (B5). */
export const defaultLookBackDays = 90;

/** How a question wants deals to be credited, with its defaults filled in. */
export interface RoiSettings {
  readonly by: CampaignGrouping;
  readonly attribution: AttributionName;
  readonly model: AttributionModel;
  readonly halfLifeDays: number;
  readonly decayBy: DecayBy;
  readonly shares: PositionShares;
  readonly lookBackDays: number;
}

/**
 * The settings of a question.
 *
 * @throws InvalidInput for settings that no model can weigh by
 */
export const settingsOf = ({
  by = 'campaign',
  attribution = 'last',
  halfLifeDays = defaultHalfLifeDays,
  decayBy = 'day',
  shares = {},
  lookBackDays = defaultLookBackDays,
}: CampaignRoiParameters): RoiSettings => {
  const problems = [
    ...problemsOfDays(lookBackDays, halfLifeDays),
    ...problemsOfShares(attribution, shares),
  ];
  if (problems.length > 0) throw new InvalidInput('campaign profitability', problems);
  const model = attributionModels[attribution]({ halfLifeDays, decayBy, shares });
  return { by, attribution, model, halfLifeDays, decayBy, shares, lookBackDays };
};

const problemsOfDays = (lookBackDays: number, halfLifeDays: number): readonly Problem[] => [
  ...(isWhole(lookBackDays)
    ? []
    : [{ path: 'lookBackDays', expected: 'expected a whole number of days, zero or more' }]),
  ...(Number.isFinite(halfLifeDays) && halfLifeDays > 0
    ? []
    : [{ path: 'halfLifeDays', expected: 'expected a number of days above zero' }]),
];

const problemsOfShares = (
  attribution: AttributionName,
  shares: PositionShares,
): readonly Problem[] => [
  ...Object.entries(shares).flatMap(([position, share]) =>
    isWhole(share) && share <= 10_000
      ? []
      : [{ path: `shares.${position}`, expected: 'expected a whole number from 0 to 10000' }],
  ),
  ...(attribution === 'custom' && Object.values(shares).every((share) => share === 0)
    ? [{ path: 'shares', expected: 'expected a share above zero for the model custom' }]
    : []),
];

const isWhole = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
