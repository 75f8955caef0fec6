import { lead } from '@presales/domain/lead';
import { type LeadDistributionCommand, leadDistribution } from '@presales/domain/lead-distribution';
import { leadStories } from '@presales/testing';
import fc from 'fast-check';
import { eventsAfter, run } from './run.ts';

describe('whatever is asked of a lead,', () => {
  it('once it is converted it only takes in duplicates, and once it is merged it can only be taken back', () =>
    fc.assert(
      fc.property(leadStories, (commands) => {
        const types = eventsAfter(lead, commands).map(({ type }) => type);
        for (const [index, type] of types.entries()) {
          if (type === 'LeadConverted')
            for (const next of types.slice(index + 1))
              expect(['LeadAbsorbed', 'LeadReleased']).toContain(next);
          if (type === 'LeadMergedInto')
            expect(types.slice(index + 1, index + 2)).toEqual(
              types.length === index + 1 ? [] : ['LeadUnmerged'],
            );
        }
      }),
    ));

  it('sales owns none that nobody has (S32)', () =>
    fc.assert(
      fc.property(leadStories, (commands) => {
        for (const { state } of run(lead, commands))
          if (state.status !== 'absent' && state.record.qualification === 'sales')
            expect(state.record.assignment).toBeDefined();
      }),
    ));

  it('no touch and no sign of interest is ever lost (S23)', () =>
    fc.assert(
      fc.property(leadStories, (commands) => {
        const steps = run(lead, commands);
        const events = steps.flatMap((step) => step.events);
        const count = (type: string) => events.filter((event) => event.type === type).length;
        const last = steps.at(-1)?.state;
        if (last === undefined || last.status === 'absent') return;
        expect(last.record.touches.size).toBe(count('LeadTouched'));
        expect(last.record.interests.size).toBe(count('LeadInterestRecorded'));
      }),
    ));
});

describe('whatever leads come,', () => {
  const at = '2026-03-02T09:00:00.000Z';
  const distributionId = 'north-2026';
  const define = (quotas: readonly number[]): LeadDistributionCommand => ({
    type: 'DefineDistribution',
    data: {
      distributionId,
      rule: quotas.every((quota) => quota === 0) ? 'round-robin' : 'quota',
      members: quotas.map((quota, index) => ({
        salespersonId: `S${index}`,
        ...(quota === 0 ? {} : { quota }),
      })),
      at,
    },
  });
  const received = (quotas: readonly number[], leads: number): readonly number[] => {
    const given = eventsAfter(leadDistribution, [
      define(quotas),
      ...Array.from(
        { length: leads },
        (_, index): LeadDistributionCommand => ({
          type: 'DistributeLead',
          data: { distributionId, leadId: `l${index}`, at },
        }),
      ),
    ]);
    return quotas.map(
      (_, index) =>
        given.filter(
          (event) => event.type === 'LeadDistributed' && event.data.salespersonId === `S${index}`,
        ).length,
    );
  };

  it('going round gives nobody more than one more than anybody else', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.nat(40), (people, leads) => {
        const counts = received(Array(people).fill(0), leads);
        expect(counts.reduce((total, count) => total + count, 0)).toBe(leads);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
    ));

  it('quotas are filled and never passed', () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 6 }),
        fc.nat(40),
        (quotas, leads) => {
          const counts = received(quotas, leads);
          const all = quotas.reduce((total, quota) => total + quota, 0);
          expect(counts.reduce((total, count) => total + count, 0)).toBe(Math.min(all, leads));
          for (const [index, count] of counts.entries())
            expect(count).toBeLessThanOrEqual(quotas[index] ?? 0);
        },
      ),
    ));
});
