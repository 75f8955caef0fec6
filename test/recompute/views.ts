import { endOfDay, type StoredEvent } from '@presales/kernel';
import type { CreditedSales, Profitability, Quantity, ResponseTimes } from '@presales/projections';
import type { Presales } from '@presales/runtime';
import { engagementsOf } from './naive/engagements.ts';
import { historyAt, type Times } from './naive/events.ts';
import { byProduct, funnelOf, groupsOf } from './naive/funnel.ts';
import { leadsOf } from './naive/leads.ts';
import { quotationOf } from './naive/quotations.ts';
import { retentionOf } from './naive/retention.ts';
import { roiOf } from './naive/roi.ts';
import { targetsOf } from './naive/targets.ts';
import { Chances } from './random.ts';

/** One question: what the report says, and what plain counting says. */
export interface View {
  readonly question: string;
  readonly reported: () => Promise<unknown>;
  readonly recomputed: () => unknown;
}

/** The period that the questions are about, where they are about one. */
const periodsOf = (year: string) => [
  undefined,
  { start: `${year}-02-01`, end: `${year}-04-01`, label: 'two months' },
];

const models = [
  'first',
  'last',
  'linear',
  'position',
  'w-shaped',
  'full-path',
  'time-decay',
  'custom',
] as const;

const groupings = ['campaign', 'family', 'channel'] as const;

/** What a log is asked, and in which zone its days are counted. */
export interface Subject {
  readonly presales: Presales;
  readonly zone: string;
  readonly currency: string;
  readonly year: string;
  readonly seed: number;
  /** The quotations whose totals are asked. */
  readonly quotations?: readonly string[];
}

/**
 * Every question that is recomputed: the funnel in its modes and bases, profitability by all models and
 * groupings, targets and sales, presales work, leads, retention; as all is known now, as of a day, and as it was known;
 * and the totals of documents.
 */
export const viewsOf = async (subject: Subject): Promise<readonly View[]> => {
  const { presales, zone, year, seed } = subject;
  const events = await eventsOf(presales);
  const chances = new Chances(seed);
  const month = String(1 + chances.below(6)).padStart(2, '0');
  const times: readonly Times[] = [
    {},
    { asOf: endOfDay(`${year}-${month}-${10 + chances.below(18)}`, zone) },
    { knownAt: BigInt(chances.below(events.length)) },
  ];
  return [
    ...times.flatMap((when) => viewsAt(subject, events, when)),
    ...quotationViews(subject, events),
  ];
};

/** The totals of the quotations that are drafts. */
const quotationViews = (
  { presales, quotations = [] }: Subject,
  events: readonly StoredEvent[],
): readonly View[] =>
  quotations.map((id) => ({
    question: `totals of quotation ${id}`,
    reported: async () => {
      const { view } = await presales.showDocument({ kind: 'quotation', id });
      if (view.kind !== 'quotation') throw new Error(`${id} is no quotation`);
      return view.totals
        .map(({ net, tax, gross }) => {
          const subtotal = view.subtotals.find((one) => one.net.currency === net.currency);
          return {
            currency: net.currency,
            net: net.amount,
            tax: tax.amount,
            gross: gross.amount,
            margin: subtotal?.margin.amount,
            unknown: subtotal?.netOfUnknownCost.amount,
          };
        })
        .sort((left, right) => (left.currency < right.currency ? -1 : 1));
    },
    recomputed: () => quotationOf(historyAt(events, {}), id),
  }));

const eventsOf = async (presales: Presales): Promise<readonly StoredEvent[]> => {
  const all: StoredEvent[] = [];
  for await (const { events } of presales.log.readAll()) all.push(...events);
  return all;
};

const viewsAt = (
  { presales, zone, currency, year, seed }: Subject,
  events: readonly StoredEvent[],
  when: Times,
): readonly View[] => {
  const history = historyAt(events, when);
  const calendar = { zone, fiscalYearStart: 1 };
  const said = JSON.stringify(when, (_, value) => (typeof value === 'bigint' ? `${value}` : value));
  const views: View[] = [];
  const view = (question: string, reported: View['reported'], recomputed: View['recomputed']) =>
    views.push({ question: `${question} ${said}`, reported, recomputed });

  for (const period of periodsOf(year)) {
    const of = period === undefined ? 'of all time' : 'of two months';
    for (const mode of ['reached', 'strict', 'imputed'] as const)
      for (const basis of ['cohort', 'period'] as const) {
        const withinDays = mode === 'reached' ? undefined : 25;
        const daysOnHold = mode === 'strict' ? 'left-out' : 'counted';
        view(
          `funnel ${mode} ${basis} ${of}`,
          async () => {
            const report = await presales.funnel({
              ...when,
              calendar,
              currency,
              mode,
              basis,
              daysOnHold,
              ...(period && { period }),
              ...(withinDays !== undefined && { withinDays }),
            });
            return {
              outcomes: report.outcomes,
              wonValue: report.wonValue.amount,
              wonMargin: report.wonMargin.amount,
              wonOfUnknownCost: report.wonOfUnknownCost.amount,
              closed: ratio(report.winRate.closed),
              createdWon: ratio(report.winRate.created).slice(0, 2),
              conversions:
                basis === 'cohort'
                  ? report.steps
                      .map(({ pipelineId, step, ...to }) => [
                        `${pipelineId} ${step}`,
                        ...counted(to.conversionFromPrevious),
                        ...counted(to.conversionFromFirst),
                      ])
                      .sort(([left = ''], [right = '']) => (left < right ? -1 : 1))
                  : undefined,
              closedByValue: [
                report.winRate.closedByValue.value.amount,
                report.winRate.closedByValue.of.amount,
                report.winRate.closedByValue.percent,
              ],
              cycle: { meanDays: undefined, medianDays: undefined, ...report.cycle.won },
              expected: report.openPipeline.expected.amount,
              weighted: report.openPipeline.weighted.amount,
              withoutValue: report.openPipeline.withoutValue,
              reached: Object.fromEntries(
                report.steps.map(({ pipelineId, step, reached }) => [
                  `${pipelineId} ${step}`,
                  reached,
                ]),
              ),
              openNow: Object.fromEntries(
                report.steps.map(({ pipelineId, step, openNow }) => [
                  `${pipelineId} ${step}`,
                  openNow,
                ]),
              ),
              slips: [report.openPipeline.slipped, report.openPipeline.slips],
              days: Object.fromEntries(
                report.steps.map(({ pipelineId, step, days }) => [
                  `${pipelineId} ${step}`,
                  [days.count, days.meanDays, days.medianDays, days.unfinished],
                ]),
              ),
              losses: Object.fromEntries(
                report.losses
                  .map(
                    ({ reason, reversed, deals }) =>
                      [`${reason} ${reversed ? 'reversed' : 'lost'}`, deals] as const,
                  )
                  .sort(),
              ),
              velocity: report.velocity?.perDay.amount,
            };
          },
          () => funnelOf(history, { zone, currency, mode, basis, period, withinDays, daysOnHold }),
        );
      }

    for (const groupBy of ['person', 'team'] as const)
      for (const basis of ['cohort', 'period'] as const)
        view(
          `funnel by ${groupBy} ${basis} ${of}`,
          async () => {
            const { groups = [] } = await presales.funnel({
              ...when,
              calendar,
              currency,
              basis,
              groupBy,
              ...(period && { period }),
            });
            return Object.fromEntries(
              groups
                .map(({ key, figures, credited }) => {
                  const { created, won } = figures.outcomes;
                  return [
                    key,
                    {
                      owned: [created, won, figures.wonValue.amount],
                      credited: [
                        credited?.won ?? 0,
                        credited?.value.amount ?? 0,
                        credited?.margin.amount ?? 0,
                        credited?.valueOfUnknownCost.amount ?? 0,
                      ],
                    },
                  ] as const;
                })
                .filter(([, { owned, credited }]) =>
                  [...owned, ...credited].some((count) => count !== 0),
                )
                .sort(([left], [right]) => (left < right ? -1 : 1)),
            );
          },
          () => groupsOf(history, { zone, currency, basis, period }, groupBy),
        );

    for (const basis of ['cohort', 'period'] as const)
      view(
        `funnel by product ${basis} ${of}`,
        async () => {
          const { groups = [] } = await presales.funnel({
            ...when,
            calendar,
            currency,
            basis,
            groupBy: 'product',
            ...(period && { period }),
          });
          return sold(
            Object.fromEntries(
              groups.map(({ key, figures }) => {
                const { outcomes, winRate, openPipeline } = figures;
                const { value, of: closed } = winRate.closedByValue;
                return [
                  key,
                  {
                    created: outcomes.created,
                    open: outcomes.open,
                    won: outcomes.won,
                    lost: outcomes.lost,
                    net: Number(figures.wonValue.amount),
                    margin: Number(figures.wonMargin.amount),
                    unknown: Number(figures.wonOfUnknownCost.amount),
                    expected: Number(openPipeline.expected.amount),
                    lostValue: Number(closed.amount) - Number(value.amount),
                  },
                ];
              }),
            ),
          );
        },
        () => sold(byProduct(history, { zone, currency, basis, period })),
      );

    for (const [place, attribution] of models.entries()) {
      // Every model with one grouping here, and with the others at other times and of other seeds.
      const by = groupings[(place + seed + views.length) % groupings.length] ?? 'campaign';
      const question = {
        attribution,
        by,
        shares: { first: 3, lead: 1, won: 2, rest: 5 },
        halfLifeDays: by === 'family' ? 3.5 : 7,
        decayBy: by === 'channel' ? ('instant' as const) : ('day' as const),
        lookBackDays: by === 'campaign' ? 90 : 20,
      };
      view(
        `roi ${attribution} by ${by} ${of}`,
        async () => {
          const report = await presales.campaignRoi({
            ...when,
            ...question,
            calendar,
            currency,
            ...(period && { period }),
          });
          return {
            lines: Object.fromEntries(
              report.campaigns.map((line) => [
                line.campaignId,
                { ...credited(line), ...answered(line), cost: line.actualCost.amount },
              ]),
            ),
            unattributed: credited(report.unattributed),
            total: credited(report.total),
            sales: credited(report.sales),
            cost: report.total.actualCost.amount,
          };
        },
        () => roiOf(history, { ...question, zone, currency, period }),
      );
    }

    for (const reversals of ['win-period', 'reversal-period'] as const)
      view(
        `targets ${reversals} ${of}`,
        async () => {
          const report = await presales.targetTracking({
            ...when,
            calendar,
            currency,
            reversals,
            ...(period && { period }),
          });
          const lines = (all: NonNullable<typeof report.sales>['persons']) =>
            Object.fromEntries(
              all.map((line) => [
                line.holder.id,
                {
                  won: line.won,
                  net: Number(line.value.amount),
                  margin: Number(line.margin.amount),
                  unknown: Number(line.valueOfUnknownCost.amount),
                  newCustomers: line.newCustomers,
                  buyers: line.buyers,
                },
              ]),
            );
          return {
            persons: sold(lines(report.sales?.persons ?? [])),
            teams: sold(lines(report.sales?.teams ?? [])),
            total: [report.sales?.total.won, report.sales?.total.value.amount],
            overlay: Object.fromEntries(
              (report.sales?.overlay ?? []).map(({ salespersonId, won, value, margin }) => [
                salespersonId,
                [won, value.amount, margin.amount],
              ]),
            ),
            targets: report.targets
              .map(
                ({ holder, metric, period: days, goal, actual, attainment, gap }) =>
                  [
                    [
                      holder.kind,
                      holder.id,
                      metric.of === 'activities' && metric.kind !== undefined
                        ? `activities ${metric.kind}`
                        : 'goods' in metric && metric.goods !== undefined
                          ? `${metric.of} of ${metric.goods.kind} ${metric.goods.id}`
                          : metric.of,
                      days.start,
                      days.end,
                    ].join(' '),
                    numberIn(goal),
                    numberIn(actual),
                    attainment,
                    numberIn(gap),
                  ] as const,
              )
              .sort(([left], [right]) => (left < right ? -1 : 1)),
          };
        },
        () => {
          const { persons, teams, total, overlay, targets } = targetsOf(history, {
            zone,
            currency,
            reversals,
            period,
          });
          return {
            persons: sold(persons),
            teams: sold(teams),
            total: [total.won, total.net],
            overlay,
            targets,
          };
        },
      );

    view(
      `engagements ${of}`,
      async () => {
        const report = await presales.engagements({ ...when, calendar, ...(period && { period }) });
        const { demos, rfps, proofsOfConcept: proofs, wonDeals } = report;
        return {
          kinds: Object.fromEntries(
            report.kinds.map(({ kind, requested, deals, withoutDeal = 0, hours }) => [
              kind,
              [requested, deals, withoutDeal, hours],
            ]),
          ),
          demos: [demos.held, demos.failed, ratio(demos.winRate)],
          rfps: [rfps.submitted, rfps.declined, ratio(rfps.late), ratio(rfps.winRate)],
          proofs: [proofs.concluded, proofs.inconclusive, ratio(proofs.success)],
          wonDeals: [wonDeals.deals, wonDeals.hours, wonDeals.hoursPerDeal],
        };
      },
      () => engagementsOf(history, zone, period),
    );

    view(
      `leads ${of}`,
      async () => {
        const report = await presales.leads({
          ...when,
          calendar,
          currency,
          ...(period && { period }),
        });
        return {
          total: leadCounts(report.total),
          sources: Object.fromEntries(
            report.sources
              .map(
                (line) =>
                  [
                    line.source,
                    { ...leadCounts(line), ofCampaigns: line.ofCampaigns, cost: line.cost?.amount },
                  ] as const,
              )
              .sort(([left], [right]) => (left < right ? -1 : 1)),
          ),
          withoutLeads: report.costWithoutLeads?.amount,
          response: {
            assignment: waits(report.response.assignment),
            contactOnceAssigned: waits(report.response.contactOnceAssigned),
            contact: waits(report.response.contact),
          },
          stages: [
            report.standing.suspects,
            report.standing.marketingQualified,
            report.standing.salesQualified,
          ],
        };
      },
      () => leadsOf(history, { zone, currency, period }),
    );
  }

  const year_ = { start: `${year}-03-01`, end: `${year}-06-01`, label: 'three months' };
  for (const activeDays of [30, 365])
    view(
      `retention by ${activeDays} days`,
      async () => {
        const { atStart, atEnd, gained, retention } = await presales.customerRetention({
          ...when,
          calendar,
          period: year_,
          activeDays,
        });
        return { atStart, atEnd, gained, retention };
      },
      () => retentionOf(history, zone, year_, activeDays),
    );
  return views;
};

const counted = (of: { readonly count: number; readonly of: number } | undefined) =>
  of === undefined ? [0, 0] : [of.count, of.of];

const ratio = ({
  count,
  of,
  percent,
}: {
  readonly count: number;
  readonly of: number;
  readonly percent?: string;
}) => [count, of, percent] as const;

const credited = (line: CreditedSales) => ({
  amounts: [
    Math.round(Number(line.wonDeals) * 10_000),
    line.revenue.amount,
    line.margin.amount,
    line.revenueOfUnknownCost.amount,
  ],
  customers: line.customers,
  newCustomers: line.newCustomers,
});

const answered = ({ responses, leads }: Profitability) => ({ responses, leads });

const numberIn = (quantity: Quantity): number =>
  quantity.in === 'money' ? Number(quantity.amount.amount) : quantity.count;

const waits = ({ answered, unanswered, p50Minutes, p90Minutes }: ResponseTimes) => [
  answered,
  unanswered,
  p50Minutes,
  p90Minutes,
];

const leadCounts = ({
  leads,
  qualified,
  converted,
  disqualified,
  parked,
}: Readonly<Record<'leads' | 'qualified' | 'converted' | 'disqualified' | 'parked', number>>) => ({
  leads,
  qualified,
  converted,
  disqualified,
  parked,
});

/** Lines in the order of their names, without those of whom nothing was ever sold. */
const sold = <Line extends Readonly<Record<string, number>>>(
  lines: Readonly<Record<string, Line>>,
): Readonly<Record<string, Line>> =>
  Object.fromEntries(
    Object.entries(lines)
      .filter(([, line]) => Object.values(line).some((count) => count !== 0))
      .sort(([left], [right]) => (left < right ? -1 : 1)),
  );

/** The views on which the two disagree. */
export const disagreements = async (
  views: readonly View[],
): Promise<
  readonly { readonly question: string; readonly reported: unknown; readonly recomputed: unknown }[]
> => {
  const found = [];
  for (const { question, reported, recomputed } of views) {
    const [one, other] = [plain(await reported()), plain(recomputed())];
    if (JSON.stringify(one) !== JSON.stringify(other))
      found.push({ question, reported: one, recomputed: other });
  }
  return found;
};

/** A figure with its fields in the order of their names. */
const plain = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(plain)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .map(([name, part]) => [name, plain(part)] as const)
            .sort(([left], [right]) => (left < right ? -1 : 1)),
        )
      : value;
