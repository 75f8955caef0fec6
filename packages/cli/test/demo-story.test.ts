import { aggregates } from '@presales/domain';
import fc from 'fast-check';
import { randomOf } from '../src/demo/random.ts';
import { demoActor, seedOfDemo, storyOf, wholeYear } from '../src/demo/story.ts';
import { END, inOfficeHours, morningOf } from '../src/demo/timeline.ts';
import { shortYear } from './small-demo.ts';

describe('The story of a demo', () => {
  const lines = storyOf(1, shortYear);

  it('is the same for the same seed, and another for another', () => {
    expect(storyOf(1, shortYear)).toEqual(lines);
    expect(storyOf(2, shortYear)).not.toEqual(lines);
  });

  it('is told in the order of its hours, within its year', () => {
    const hours = lines.map(({ command }) => command.data.at);
    expect(hours).toEqual([...hours].sort());
    expect(hours.every((at) => at.startsWith('2025-'))).toBe(true);
  });

  it('brings every command under an id of its own, for a stream of its aggregate', () => {
    expect(new Set(lines.map(({ commandId }) => commandId)).size).toBe(lines.length);
    for (const { aggregate, stream } of lines)
      expect(stream.startsWith(`${aggregates[aggregate].category}-`)).toBe(true);
  });

  it('begins with a command that tells its seed', () => {
    expect(lines[0]?.actor).toBe(demoActor(1));
    expect(seedOfDemo(demoActor(4_711))).toBe(4_711);
    expect(seedOfDemo('ana.pop')).toBeUndefined();
    expect(seedOfDemo('presales-demo/seed-1x')).toBeUndefined();
  });

  it('names as cause a command that came before', () => {
    const asked = new Set<string>();
    for (const { commandId, causationId, correlationId } of lines) {
      if (causationId !== commandId) expect(asked).toContain(causationId);
      if (correlationId !== commandId) expect(asked).toContain(correlationId);
      asked.add(commandId);
    }
    expect(lines.some(({ commandId, causationId }) => commandId !== causationId)).toBe(true);
  });

  it('tells a whole year of four thousand leads, in which every part of pre-sales happens', () => {
    const counts = new Map<string, number>();
    for (const { command } of storyOf(1, wholeYear))
      counts.set(command.type, (counts.get(command.type) ?? 0) + 1);
    const count = (type: string) => counts.get(type) ?? 0;
    expect(count('CaptureLead')).toBe(4_000);
    expect(count('RegisterInquiry')).toBe(420);
    expect(count('PlanCampaign')).toBe(8);
    // The funnel narrows.
    const way = ['CaptureLead', 'QualifyLeadForMarketing', 'QualifyLeadForSales', 'ConvertLead'];
    expect(way.map(count)).toEqual([...way.map(count)].sort((left, right) => right - left));
    expect(count('OpenOpportunity')).toBeGreaterThan(count('WinOpportunity') * 2);
    for (const type of [
      'ReviseQuotation',
      'ExpireQuotation',
      'DeclineQuotation',
      'LoseOpportunity',
      'ReopenOpportunity',
      'ReverseWin',
      'ChangeOpportunityOwner',
      'LeaveTeam',
      'ReviseTarget',
    ])
      expect(count(type)).toBeGreaterThan(0);
  });

  it('quotes in three currencies', () => {
    const currencies = new Set(
      lines.flatMap(({ command }) =>
        command.type === 'AddQuotationLine' ? [command.data.line.unitPrice.currency] : [],
      ),
    );
    expect([...currencies].sort()).toEqual(['EUR', 'RON', 'USD']);
  });
});

describe('Chance', () => {
  it('repeats itself for a seed', () => {
    const draw = (seed: number) => {
      const random = randomOf(seed);
      return Array.from({ length: 20 }, () => random.whole(0, 1_000));
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(8)).not.toEqual(draw(7));
  });

  it('keeps within its bounds', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 0, max: 50 }),
        fc.nat({ max: 50 }),
        (seed, least, more) => {
          const random = randomOf(seed);
          for (const draw of [random.whole, random.about]) {
            const value = draw(least, least + more);
            expect(value).toBeGreaterThanOrEqual(least);
            expect(value).toBeLessThanOrEqual(least + more);
          }
          expect([random.chance(0), random.chance(1)]).toEqual([false, true]);
          expect(random.weighted(['never', 'always'], (item) => (item === 'always' ? 1 : 0))).toBe(
            'always',
          );
        },
      ),
    );
  });
});

describe('Office hours', () => {
  it('are on working days from 6 up to 15 o’clock UTC, and never earlier than asked', () => {
    fc.assert(
      fc.property(fc.integer({ min: morningOf(1, 1), max: END }), (moment) => {
        const worked = inOfficeHours(moment);
        const date = new Date(worked);
        expect(worked).toBeGreaterThanOrEqual(moment);
        expect(worked - moment).toBeLessThan(3 * 86_400_000);
        expect([1, 2, 3, 4, 5]).toContain(date.getUTCDay());
        expect(date.getUTCHours()).toBeGreaterThanOrEqual(6);
        expect(date.getUTCHours()).toBeLessThan(15);
        expect(inOfficeHours(worked)).toBe(worked);
      }),
    );
  });
});
