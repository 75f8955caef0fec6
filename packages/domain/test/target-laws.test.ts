import { target } from '@presales/domain/target';
import { commandsFor } from '@presales/testing';
import fc from 'fast-check';
import { run } from './run.ts';

const long = { maxLength: 40, size: 'max' } as const;

it('whatever is asked of a target, no period has two goals, and goals change on days of their period', () =>
  fc.assert(
    fc.property(fc.array(commandsFor(target), long), (commands) => {
      for (const { state } of run(target, commands)) {
        if (state.status === 'absent') continue;
        const periods = state.aims.map(({ period }) => `${period.start}..${period.end}`);
        expect(new Set(periods).size).toBe(periods.length);
        for (const { period, revisions } of state.aims) {
          for (const [place, { effectiveFrom }] of revisions.entries()) {
            expect(period.start <= effectiveFrom && effectiveFrom < period.end).toBe(true);
            expect(effectiveFrom > (revisions[place - 1]?.effectiveFrom ?? '')).toBe(true);
          }
        }
      }
    }),
  ));
