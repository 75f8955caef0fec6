import {
  campaign,
  lead,
  type QuotationEvent,
  quotation,
  subtotalsOf,
  team,
} from '@presales/domain';
import { commandsFor, quotationStories } from '@presales/testing';
import fc from 'fast-check';
import { eventsAfter, run } from './run.ts';

const long = { maxLength: 40, size: 'max' } as const;

describe('whatever is asked of a quotation,', () => {
  const stories = (check: (events: readonly QuotationEvent[]) => void) =>
    fc.assert(
      fc.property(quotationStories, (commands) => check(eventsAfter(quotation, commands))),
      { numRuns: 150 },
    );

  it('a sent version never changes', () =>
    fc.assert(
      fc.property(quotationStories, (commands) => {
        const sent = new Map<number, object>();
        for (const { state } of run(quotation, commands)) {
          if (state.status !== 'sent' && state.status !== 'draft') continue;
          if (state.offer === undefined) continue;
          const { expired: _, ...version } = state.offer;
          const before = sent.get(version.version);
          if (before) expect(version).toEqual(before);
          else sent.set(version.version, structuredClone(version));
        }
      }),
      { numRuns: 150 },
    ));

  it('what was sent is the subtotals of its lines', () =>
    fc.assert(
      fc.property(quotationStories, (commands) => {
        for (const { events, state } of run(quotation, commands))
          for (const { type, data } of events)
            if (type === 'QuotationSent' && state.status === 'sent')
              expect(data.subtotals).toEqual(subtotalsOf(state.offer.lines));
      }),
    ));

  it('it is answered once, and nothing follows the answer', () =>
    stories((events) => {
      const answer = events.findIndex(
        ({ type }) => type === 'QuotationAccepted' || type === 'QuotationDeclined',
      );
      if (answer >= 0) expect(events.slice(answer + 1)).toEqual([]);
    }));

  it('what is accepted is the version sent last, at its subtotals, unexpired', () =>
    stories((events) => {
      for (const [index, event] of events.entries()) {
        if (event.type !== 'QuotationAccepted') continue;
        const before = events.slice(0, index);
        const last = before.findLast(({ type }) => type === 'QuotationSent');
        expect(last?.data).toMatchObject({
          version: event.data.version,
          subtotals: event.data.subtotals,
        });
        expect(
          before.some(
            ({ type, data }) => type === 'QuotationExpired' && data.version === event.data.version,
          ),
        ).toBe(false);
      }
    }));

  it('versions are sent in order, each expiring once at most', () =>
    stories((events) => {
      const sent = events.flatMap((event) =>
        event.type === 'QuotationSent' ? [event.data.version] : [],
      );
      expect(sent).toEqual(sent.map((_, index) => index + 1));
      const expired = events.flatMap((event) =>
        event.type === 'QuotationExpired' ? [event.data.version] : [],
      );
      expect(new Set(expired).size).toBe(expired.length);
    }));
});

it('whatever is asked of a lead, it is closed once and nothing follows', () =>
  fc.assert(
    fc.property(fc.array(commandsFor(lead), long), (commands) => {
      const types = eventsAfter(lead, commands).map(({ type }) => type);
      const closed = types.findIndex(
        (type) => type === 'LeadConverted' || type === 'LeadDisqualified',
      );
      if (closed >= 0) expect(types.slice(closed + 1)).toEqual([]);
    }),
  ));

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
