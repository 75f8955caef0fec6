import type { TargetHolder, TargetMetric } from '../vocabulary.ts';

/**
 * The id of a holder's targets for a metric: `person/anna/sales-value`, `team/north/activities`,
 * `person/anna/activities/visit`. The metric is read from the end, so no two share an id.
 */
export const targetIdOf = (holder: TargetHolder, metric: TargetMetric): string =>
  [
    holder.kind,
    holder.id,
    metric.of,
    ...(metric.of === 'activities' && metric.kind !== undefined ? [metric.kind] : []),
  ].join('/');
