import type { PresalesEvent } from '@presales/domain';
import { type Commit, newEvent } from './commits.ts';
import type { History } from './history.ts';
import { pipelineSteps } from './opportunity.ts';
import { id, salespeople, teams } from './people.ts';
import { seeded } from './random.ts';

/** What deals and figures refer to, written before them: pipeline, teams and their people, targets. */
export function* reference(): Generator<Commit> {
  const random = seeded(4);
  let number = 0;
  for (const { stream, events } of [pipeline, ...Array.from({ length: teams }, team), ...targets])
    yield {
      stream,
      before: 0,
      events: events.map((event) => newEvent(random, event, number++)),
    };
}

const pipelineId = id('pipeline', 1);
const pipeline: History = {
  stream: `pipeline-${pipelineId}`,
  events: [
    {
      type: 'PipelineDefined',
      data: {
        pipelineId,
        version: 1,
        name: 'Sales',
        steps: pipelineSteps.map((step, index) => ({ step, name: step, probability: index * 20 })),
      },
    },
  ],
};

const perTeam = salespeople / teams;

const team = (_: unknown, index: number): History => {
  const teamId = id('team', index + 1);
  const members = Array.from(
    { length: perTeam },
    (_, place): PresalesEvent => ({
      type: 'SalespersonJoinedTeam',
      data: {
        teamId,
        salespersonId: id('salesperson', index * perTeam + place + 1),
        from: '2025-01-01',
      },
    }),
  );
  return {
    stream: `team-${teamId}`,
    events: [{ type: 'TeamCreated', data: { teamId, name: `Team ${index + 1}` } }, ...members],
  };
};

const targets: readonly History[] = Array.from({ length: salespeople }, (_, index): History => {
  const holder = { kind: 'person', id: id('salesperson', index + 1) } as const;
  return {
    stream: `target-person.${holder.id}.sales-value`,
    events: [
      {
        type: 'TargetSet',
        data: {
          holder,
          metric: { of: 'sales-value' },
          period: { start: '2026-01-01', end: '2027-01-01' },
          goal: {
            in: 'money',
            amount: { amount: 100_000_000, currency: 'EUR', scale: 2 },
          },
        },
      },
    ],
  };
});
