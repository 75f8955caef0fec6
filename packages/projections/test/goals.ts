import type { ActivityKind } from '@presales/domain';
import type { CreditRule } from '@presales/domain/activity';
import type { TargetHolder, TargetMetric, TargetPeriod } from '@presales/domain/target';
import { type CurrencyCode, type Instant, parseMoney } from '@presales/kernel';
import { day, type Happening } from './history.ts';

export const anna: TargetHolder = { kind: 'person', id: 'anna' };
export const ben: TargetHolder = { kind: 'person', id: 'ben' };
export const north: TargetHolder = { kind: 'team', id: 'north' };
export const salesValue: TargetMetric = { of: 'sales-value' };
export const march: TargetPeriod = { start: '2026-03-01', end: '2026-04-01' };
export const april: TargetPeriod = { start: '2026-04-01', end: '2026-05-01' };

interface Goal {
  readonly holder?: TargetHolder;
  readonly metric?: TargetMetric;
  readonly period?: TargetPeriod;
  readonly at?: Instant;
}

/** A goal in money. */
export const moneyTarget = (
  amount: string,
  {
    holder = anna,
    metric = salesValue,
    period = march,
    at = day('2026-01-01'),
    currency = 'EUR',
  }: Goal & { readonly currency?: CurrencyCode } = {},
): Happening => ({
  type: 'TargetSet',
  data: { holder, metric, period, goal: { in: 'money', amount: parseMoney(amount, currency) } },
  at,
});

/** A goal that is a number. */
export const countTarget = (
  count: number,
  metric: TargetMetric,
  { holder = anna, period = march, at = day('2026-01-01') }: Goal = {},
): Happening => ({
  type: 'TargetSet',
  data: { holder, metric, period, goal: { in: 'count', count } },
  at,
});

/** Another goal in euros in place of the one set. */
export const revised = (from: string, to: string, at: Instant): Happening => ({
  type: 'TargetRevised',
  data: {
    holder: anna,
    metric: salesValue,
    period: march,
    from: { in: 'money', amount: parseMoney(from, 'EUR') },
    to: { in: 'money', amount: parseMoney(to, 'EUR') },
    reason: 'territory changed',
  },
  at,
});

let activities = 0;

/** A completed activity. */
export const did = (
  performerId: string,
  at: Instant,
  {
    kind = 'visit',
    outcome = 'reached',
    activityId,
    participants,
    credit,
  }: {
    readonly kind?: ActivityKind;
    readonly outcome?: 'reached' | 'attempted';
    readonly activityId?: string;
    readonly participants?: readonly string[];
    readonly credit?: CreditRule;
  } = {},
): Happening => {
  activities += 1;
  return {
    type: 'ActivityCompleted',
    data: {
      activityId: activityId ?? `activity-${activities}`,
      kind,
      performerId,
      subject: {},
      outcome,
      ...(participants === undefined ? {} : { participants }),
      ...(credit === undefined ? {} : { credit }),
    },
    at,
  };
};

/** A completed activity that was recorded by mistake. */
export const neverDid = (activityId: string, at: Instant): Happening => ({
  type: 'ActivityVoided',
  data: { activityId, reason: 'recorded twice' },
  at,
});
