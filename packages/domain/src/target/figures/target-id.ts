import type { TargetHolder, TargetMetric } from '../vocabulary.ts';

/**
 * The id of a holder's targets for a metric: `person/anna/sales-value`, `team/north/activities`,
 * `person/anna/activities/visit`, `person/anna/margin/group:laptops`. The metric is read from the
 * end, so no two share an id: what its goods are called has neither slash nor colon.
 */
export const targetIdOf = (holder: TargetHolder, metric: TargetMetric): string =>
  [holder.kind, holder.id, metric.of, ...narrowedTo(metric)].join('/');

const narrowedTo = (metric: TargetMetric): readonly string[] => {
  if (metric.of === 'activities') return metric.kind === undefined ? [] : [metric.kind];
  if (metric.of !== 'sales-value' && metric.of !== 'margin') return [];
  const { goods } = metric;
  return goods === undefined ? [] : [`${goods.kind}:${encodeURIComponent(goods.id)}`];
};
