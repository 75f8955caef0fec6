import { byPosition, type PositionShares } from './by-position.ts';
import { first } from './first.ts';
import { last } from './last.ts';
import { linear } from './linear.ts';
import type { AttributionModel } from './model.ts';
import { type DecayBy, timeDecay } from './time-decay.ts';

/** The settings that some models take. */
export interface AttributionSettings {
  readonly halfLifeDays: number;
  readonly decayBy: DecayBy;
  readonly shares: PositionShares;
}

/** The attribution models by their names (B5). */
export const attributionModels = {
  first: () => first,
  last: () => last,
  linear: () => linear,
  /** U-shaped: 40 % to the first touch and to the one that made the deal, 20 % to the rest. */
  position: () => byPosition({ first: 40, opportunity: 40, rest: 20 }),
  'w-shaped': () => byPosition({ first: 30, lead: 30, opportunity: 30, rest: 10 }),
  /** 22.5 % to each of four positions, 10 % to the rest. */
  'full-path': () => byPosition({ first: 45, lead: 45, opportunity: 45, won: 45, rest: 20 }),
  'time-decay': ({ halfLifeDays, decayBy }) => timeDecay(halfLifeDays, decayBy),
  custom: ({ shares }) => byPosition(shares),
} as const satisfies Readonly<Record<string, (settings: AttributionSettings) => AttributionModel>>;

/** The name of an attribution model. */
export type AttributionName = keyof typeof attributionModels;

export type { PositionShares } from './by-position.ts';
export type { AttributionModel, Touch } from './model.ts';
export { type DecayBy, defaultHalfLifeDays } from './time-decay.ts';
