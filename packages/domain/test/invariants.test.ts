import { campaign } from '@presales/domain/campaign';
import { team } from '@presales/domain/team';
import { commandsFor } from '@presales/testing';
import fc from 'fast-check';
import { eventsAfter } from './run.ts';

const long = { maxLength: 40, size: 'max' } as const;

it('whatever is asked of a campaign, every revision of its budget starts from the last', () =>
  fc.assert(
    fc.property(fc.array(commandsFor(campaign), long), (commands) => {
      let budget: unknown;
      for (const event of eventsAfter(campaign, commands)) {
        if (event.type === 'CampaignBudgeted') {
          expect(budget).toBeUndefined();
          budget = event.data.budget;
        }
        if (event.type === 'CampaignBudgetRevised') {
          expect(event.data.from).toEqual(budget);
          budget = event.data.to;
        }
      }
    }),
  ));

it("whatever is asked of a team, nobody's memberships overlap", () =>
  fc.assert(
    fc.property(fc.array(commandsFor(team), long), (commands) => {
      const latest = new Map<string, { readonly day: string; readonly member: boolean }>();
      for (const event of eventsAfter(team, commands)) {
        if (event.type === 'TeamCreated') continue;
        const { salespersonId, from: day } = event.data;
        const before = latest.get(salespersonId) ?? { day: '', member: false };
        const member = event.type === 'SalespersonJoinedTeam';
        expect(before.member).toBe(!member);
        expect(day >= before.day).toBe(true);
        latest.set(salespersonId, { day, member });
      }
    }),
  ));
