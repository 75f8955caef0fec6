import { aggregates } from '@presales/domain';
import fc from 'fast-check';
import { randomOf } from '../src/random.ts';
import type { Rehearsal } from '../src/rehearsal.ts';
import type { Line } from '../src/script.ts';
import { demoActor, rehearsalOf, seedOfDemo, shortYear, storyOf, wholeYear } from '../src/story.ts';
import { END, inOfficeHours, morningOf } from '../src/timeline.ts';

describe('The story of a demo', () => {
  let lines: readonly Line[];
  let year: Rehearsal;
  beforeAll(async () => {
    lines = await storyOf(1, shortYear);
    year = await rehearsalOf(1, wholeYear);
  }, 60_000);

  const countIn = (told: readonly Line[]): ((type: string) => number) => {
    const counts = new Map<string, number>();
    for (const { command } of told) counts.set(command.type, (counts.get(command.type) ?? 0) + 1);
    return (type) => counts.get(type) ?? 0;
  };

  it('is the same for the same seed, and another for another', async () => {
    expect(await storyOf(1, shortYear)).toEqual(lines);
    expect(await storyOf(2, shortYear)).not.toEqual(lines);
  });

  it('is told in the order in which it was recorded, within its year', () => {
    const hours = lines.map(({ askedAt }) => askedAt);
    expect(hours).toEqual([...hours].sort());
    for (const { askedAt, command } of lines) {
      expect(askedAt >= command.data.at).toBe(true);
      expect(command.data.at.startsWith('2025-')).toBe(true);
      expect(askedAt.startsWith('2025-')).toBe(true);
    }
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

  it('lets people and processes answer only what came before', () => {
    const asked = new Set<string>();
    for (const { commandId, after, correlationId } of lines) {
      if (after !== commandId) expect(asked).toContain(after);
      if (correlationId !== commandId) expect(asked).toContain(correlationId);
      asked.add(commandId);
    }
    const answers = lines.filter(({ commandId, after }) => commandId !== after);
    expect(answers.some(({ actor }) => actor.startsWith('process:'))).toBe(true);
    expect(answers.some(({ actor }) => !actor.startsWith('process:'))).toBe(true);
  });

  it('tells a whole year of 2,400 leads, in which everything happens that can', () => {
    // Nobody imports a file into the demo.
    const { importRecord: _, ...acted } = aggregates;
    const possible = Object.values(acted).flatMap(({ codec }): readonly string[] => codec.types);
    expect(possible.filter((type) => !year.happened.has(type))).toEqual([]);
    const byPeople = countIn(year.lines.filter(({ actor }) => !actor.startsWith('process:')));
    expect(byPeople('PlanCampaign')).toBe(10);
    expect(byPeople('RegisterInquiry')).toBe(300);
    // The funnel narrows; some leads come in twice and are merged.
    const way = ['CaptureLead', 'QualifyLeadForMarketing', 'QualifyLeadForSales', 'ConvertLead'];
    const counts = way.map(byPeople);
    expect(counts).toEqual([...counts].sort((left, right) => right - left));
    expect(byPeople('CaptureLead') - byPeople('MergeLead') + byPeople('UnmergeLead')).toBe(2_400);
  });

  it('asks nothing in vain, but for mailings and objections of those who are left in peace', async () => {
    const inVain = [year, await rehearsalOf(2, shortYear), await rehearsalOf(3, shortYear)]
      .flatMap(({ refused }) => refused)
      .map(({ line, code }) => ({ type: line.command.type, may: line.mayBeRefused, code }));
    expect(inVain.filter(({ may }) => !may)).toEqual([]);
    const codes = new Set(inVain.map(({ code }) => code));
    expect(codes).toContain('campaign-member/unsubscribed');
    expect(codes).toContain('campaign-member/hard-bounced');
  });

  it('sends nothing to whoever took the permission back', () => {
    const silent = new Set<string>();
    let later = 0;
    for (const { command } of year.lines) {
      if (command.type === 'WithdrawConsent') silent.add(command.data.partyId);
      if (command.type === 'GiveConsent') silent.delete(command.data.partyId);
      if (command.type === 'SendMailing' || command.type === 'PostLetter')
        expect(silent).not.toContain(command.data.partyId);
      if (command.type === 'UnsubscribeMember' && silent.has(command.data.partyId)) later += 1;
    }
    expect(later).toBeGreaterThan(0);
  });

  it('shares leads out in turn, among those who are in the team', () => {
    const turns = year.lines.flatMap(({ command }) =>
      command.type === 'AssignLead' && command.data.distributionId === 'leads-north'
        ? [command.data.salespersonId]
        : [],
    );
    const north = ['ana.pop', 'mihai.radu', 'ioana.matei', 'vlad.dinu'];
    expect(turns.slice(0, 8)).toEqual([...north, ...north]);
    expect(new Set(turns.slice(-10))).toEqual(new Set(['ana.pop', 'mihai.radu']));
    expect(turns.slice(-10).every((turn, index, all) => turn !== all[index + 1])).toBe(true);
  });

  it('has another person approve what the author of a quotation may not send alone', () => {
    const authors = new Map<string, string>();
    let approved = 0;
    for (const { command, actor } of year.lines) {
      if (command.type === 'SubmitQuotation')
        authors.set(command.data.quotationId, command.data.authorId);
      if (command.type !== 'ApproveQuotation') continue;
      approved += 1;
      expect(actor).toBe(command.data.approverId);
      expect(actor).not.toBe(authors.get(command.data.quotationId));
    }
    const count = countIn(year.lines);
    expect(approved).toBeGreaterThan(0);
    expect(approved).toBeLessThan(count('SendQuotation') / 2);
  });

  it('leaves to the processes what follows from something else', () => {
    const byHand = year.lines.filter(({ actor }) => !actor.startsWith('process:'));
    const count = countIn(byHand);
    for (const type of ['WinOpportunity', 'ExpireQuotation', 'ExpireInquiry', 'ResumeLead'])
      expect([type, count(type)]).toEqual([type, 0]);
    const won = year.lines.filter(({ command }) => command.type === 'WinOpportunity');
    expect(new Set(won.map(({ actor }) => actor))).toEqual(
      new Set([
        'process:accepted-quotation-wins-opportunity',
        'process:paid-shop-order-wins-opportunity',
      ]),
    );
  });

  it('prices its lines from the lists and coefficients of the catalogue', () => {
    const line = (productId: string, from: string, until: string) => {
      const prices = year.lines.flatMap(({ command: { type, data } }) =>
        type === 'AddQuotationLine' && data.at >= from && data.at < until
          ? data.line.productId === productId
            ? [data.line]
            : []
          : [],
      );
      return {
        prices: new Set(prices.map(({ unitPrice }) => unitPrice.amount)),
        lists: new Set(prices.map(({ priceListId }) => priceListId)),
      };
    };
    // 904.00 USD × 1.31, 1.24 and 1.18, to the nearest .90 and to the nearest .05.
    expect(line('switch-24', '2025-01', '2025-07')).toEqual({
      prices: new Set([1_183_90, 1_120_95, 1_066_70]),
      lists: new Set(['prices-2025-01']),
    });
    expect(line('switch-24', '2025-07', '2026').lists).toEqual(new Set(['prices-2025-07']));
  });

  it('records some things days after they happened', () => {
    const late = year.lines.filter(
      ({ askedAt, command }) => askedAt.slice(0, 10) > command.data.at.slice(0, 10),
    );
    const count = countIn(late);
    for (const type of ['AcceptQuotation', 'LogActivity', 'RecordCampaignCost', 'WinOpportunity'])
      expect(count(type)).toBeGreaterThan(1);
  });

  it('quotes in three currencies', () => {
    const currencies = new Set(
      year.lines.flatMap(({ command }) =>
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
