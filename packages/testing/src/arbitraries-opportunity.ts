import type { PipelineVersion } from '@presales/domain';
import { type OpportunityCommand, opportunity } from '@presales/domain/opportunity';
import { limits, WHOLE } from '@presales/kernel';
import fc, { type Arbitrary } from 'fast-check';
import { commandsFor } from './arbitraries.ts';

const at = '2026-03-01T09:00:00.000Z';
const opportunityId = 'a';

const terms = (step: string, probability: number) => ({ step, probability });

/** Versions of two pipelines whose steps share some ids. */
const pipelines: Arbitrary<PipelineVersion> = fc.constantFrom<PipelineVersion[]>(
  { pipelineId: 'p', version: 1, steps: ['a', 'b', 'c'], terms: [terms('a', 10)] },
  { pipelineId: 'p', version: 2, steps: ['a', 'c'] },
  { pipelineId: 'q', version: 1, steps: ['c', 'x/y'], terms: [terms('x/y', 90), terms('c', 0)] },
);

const open = fc.tuple(pipelines, fc.constantFrom('a', 'b')).map(
  ([pipeline, ownerId]): OpportunityCommand => ({
    type: 'OpenOpportunity',
    data: { opportunityId, ownerId, pipeline, zone: 'Europe/Bucharest', at },
  }),
);

const changePipeline = fc
  .tuple(pipelines, fc.option(fc.constantFrom('a', 'c', 'x/y'), { nil: undefined }))
  .map(
    ([pipeline, step]): OpportunityCommand => ({
      type: 'ChangePipeline',
      data: { opportunityId, pipeline, ...(step === undefined ? {} : { step }), at },
    }),
  );

/** Credit for one person, for two, and for three whose thirds leave a remainder. */
const allocate = fc
  .tuple(
    fc.constantFrom(
      [{ salespersonId: 'a', share: WHOLE }],
      [
        { salespersonId: 'a', share: 6_000 },
        { salespersonId: 'b', share: 4_000 },
      ],
      [
        { salespersonId: 'b', share: 3_334 },
        { salespersonId: 'c', share: 3_333 },
        { salespersonId: 'a', share: 3_333 },
      ],
    ),
    fc.constantFrom('2026-02-28', '2026-03-01', '2026-03-31', '2026-04-01'),
  )
  .map(
    ([credit, effectiveFrom]): OpportunityCommand => ({
      type: 'AllocateCredit',
      data: { opportunityId, credit, effectiveFrom, at },
    }),
  );

/** What a quotation sold, up to the largest amount there is. */
const sold = fc
  .tuple(fc.constantFrom(1, 1_230, limits.amount), fc.constantFrom('a', 'b', 'c'))
  .map(([amount, quotationId]) => {
    const net = { amount, currency: 'EUR', scale: 2 };
    const none = { ...net, amount: 0 };
    return { opportunityId, quotationId, value: { net, margin: none, netOfUnknownCost: none }, at };
  });

/** A deal that one quotation after another adds to, once it is won. */
const extended = fc
  .tuple(
    open,
    sold.map(
      (data): OpportunityCommand => ({ type: 'WinOpportunity', data: { ...data, partyId: 'a' } }),
    ),
    fc.array(
      fc.oneof(
        sold.map((data): OpportunityCommand => ({ type: 'ExtendWin', data })),
        sold.map(
          (data): OpportunityCommand => ({
            type: 'AdjustWin',
            data: { ...data, reason: 'refund' },
          }),
        ),
      ),
      { maxLength: 5 },
    ),
  )
  .map(([opened, won, later]): readonly OpportunityCommand[] => [opened, won, ...later]);

/** The commands of a deal that makes progress: it is opened first, then come any others. */
const worked = fc
  .tuple(
    open,
    fc.array(
      fc.oneof(
        { weight: 1, arbitrary: changePipeline },
        { weight: 1, arbitrary: allocate },
        { weight: 8, arbitrary: commandsFor(opportunity) },
      ),
      { maxLength: 30, size: 'max' },
    ),
  )
  .map(([opened, rest]): readonly OpportunityCommand[] => [opened, ...rest]);

/**
 * Deals that make progress. Commands that are drawn independently would seldom refer to each other's
 * steps, splits and quotations.
 */
export const opportunityStories: Arbitrary<readonly OpportunityCommand[]> = fc.oneof(
  { weight: 3, arbitrary: worked },
  { weight: 1, arbitrary: extended },
);
