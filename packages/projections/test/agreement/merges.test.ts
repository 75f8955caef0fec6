import {
  type Lead,
  type LeadCommand,
  type LeadEvent,
  lead,
  mergedLead,
  temperatureOf,
} from '@presales/domain/lead';
import {
  mergedOpportunity,
  type Opportunity,
  type OpportunityCommand,
  type OpportunityEvent,
  opportunity,
} from '@presales/domain/opportunity';
import { END_OF_TIME, type Money, money, plus } from '@presales/kernel';
import fc, { type Arbitrary } from 'fast-check';
import { campaignRoiModel } from '../../src/campaign-roi/model.ts';
import { funnelModel } from '../../src/funnel/model.ts';
import { leadsModel } from '../../src/leads/model.ts';
import { grouped } from '../../src/shared/grouped.ts';
import { targetTrackingModel } from '../../src/target-tracking/model.ts';
import { projected } from '../project.ts';
import { agree, commandsOf, type Life, type LookUp, lastDay, lived, runs } from './lived.ts';
import { begun, mergesOf, one } from './merging.ts';

jest.setTimeout(600_000);

const eur = (amount: number): Money => money(amount, 'EUR');
const total = (amounts: readonly Money[]): Money => amounts.reduce(plus, eur(0));
const reason = fc.constantFrom('why', 'because');

type Deal = Exclude<Opportunity, { status: 'absent' }>;

const dealLookUp: LookUp<OpportunityCommand, Opportunity> = ({ type, data }, stateOf) => {
  switch (type) {
    case 'AbsorbOpportunity':
      return { type, data: { ...data, merged: mergedOpportunity(stateOf(data.mergedId)) } };
    case 'MergeOpportunity': {
      const { absorbed, survivorId } = mergedOpportunity(stateOf(data.survivorId));
      return {
        type,
        data: {
          ...data,
          absorbed: absorbed.includes(data.opportunityId),
          ...(survivorId === undefined ? {} : { survivorMergedInto: survivorId }),
        },
      };
    }
    default:
      return { type, data } as OpportunityCommand;
  }
};

/** What a deal was as of an instant, as is known by now: one that is merged is none, and always was. */
const dealAsOf = (life: Life<Opportunity, OpportunityEvent>, asOf: string): readonly Deal[] => {
  if (life.asOf(END_OF_TIME).status === 'merged') return [];
  const then = life.asOf(asOf, ['OpportunityMergedInto', 'OpportunityUnmerged']);
  return then.status === 'absent' ? [] : [then];
};

it('deals that were merged count once, and twice again where that was a mistake, as of any time', () => {
  const ids = ['D-1', 'D-2', 'D-3'];
  const command = commandsOf<OpportunityCommand>({ opportunityId: fc.constantFrom(...ids) });
  const begin = (opportunityId: Arbitrary<string>, at: Arbitrary<string>) =>
    command('OpenOpportunity', {
      opportunityId,
      at,
      ownerId: fc.constant('ana'),
      pipeline: fc.constant({ pipelineId: 'p', version: 1, steps: ['a', 'b'] }),
      expectedValue: fc.constantFrom(50, 60).map(eur),
    });
  const commands = fc.oneof(
    {
      weight: 6,
      arbitrary: mergesOf<OpportunityCommand>(
        ids,
        (survivorId, duplicateId, at) => [
          {
            type: 'AbsorbOpportunity',
            data: { opportunityId: survivorId, mergedId: duplicateId, at },
          },
          { type: 'MergeOpportunity', data: { opportunityId: duplicateId, survivorId, at } },
        ],
        (survivorId, duplicateId, at) => [
          {
            type: 'ReleaseOpportunity',
            data: { opportunityId: survivorId, mergedId: duplicateId, reason: 'error', at },
          },
          { type: 'UnmergeOpportunity', data: { opportunityId: duplicateId, reason: 'error', at } },
        ],
      ),
    },
    one(command('HoldOpportunity', { reason })),
    one(command('MoveOpportunity', { step: fc.constantFrom('a', 'b') })),
    one(
      command('WinOpportunity', {
        partyId: fc.constant('acme'),
        value: fc
          .constantFrom(100, 200)
          .map((net) => ({ net: eur(net), margin: eur(10), netOfUnknownCost: eur(0) })),
      }),
    ),
    one(command('ReopenOpportunity', { reason })),
    one(command('ReverseWin', { reason: fc.constant('error') })),
    one(command('LoseOpportunity', { reason: fc.constant('price') })),
  );
  return fc.assert(
    fc.asyncProperty(begun(ids, begin, commands), async (given) => {
      const lives = await lived(opportunity, given, dealLookUp);
      const funnel = await projected(funnelModel, lives.stored);
      const roi = await projected(campaignRoiModel, lives.stored);
      const targets = await projected(targetTrackingModel, lives.stored);
      for (const asOf of lives.moments) {
        const deals = lives.of.flatMap((life) => dealAsOf(life, asOf));
        const won = deals.flatMap((deal) => (deal.status === 'won' ? [deal.value.net] : []));
        const open = deals.flatMap((deal) => (deal.status === 'open' ? [deal] : []));
        const said = { won: won.length, value: total(won) };
        const { outcomes, openPipeline, wonValue, steps } = await funnel.funnel({
          currency: 'EUR',
          asOf,
        });
        const { sales } = await roi.campaignRoi({ currency: 'EUR', asOf });
        const listed = (await targets.targetTracking({ currency: 'EUR', asOf })).sales?.total;
        agree(
          lives,
          asOf,
          {
            outcomes,
            expected: openPipeline.expected,
            steps: Object.fromEntries(
              steps
                .filter(({ openNow }) => openNow > 0)
                .map(({ step, openNow }) => [step, openNow]),
            ),
            funnel: { won: outcomes.won, value: wonValue },
            campaigns: { won: Number(sales.wonDeals), value: sales.revenue },
            targets: { won: listed?.won, value: listed?.value },
          },
          {
            outcomes: {
              created: deals.length,
              open: open.length,
              onHold: open.filter(({ held }) => held !== undefined).length,
              won: won.length,
              lost: deals.filter(({ status }) => status === 'lost' || status === 'won-reversed')
                .length,
              reversed: deals.filter(({ status }) => status === 'won-reversed').length,
            },
            expected: total(open.flatMap(({ record }) => record.expected?.value ?? [])),
            steps: Object.fromEntries(
              ['a', 'b']
                .map((step): [string, number] => [
                  step,
                  open.filter(({ record }) => record.step === step).length,
                ])
                .filter(([, count]) => count > 0),
            ),
            funnel: said,
            campaigns: said,
            targets: said,
          },
        );
      }
    }),
    runs(25),
  );
});

type Known = Exclude<Lead, { status: 'absent' | 'merged' }>;

const leadLookUp: LookUp<LeadCommand, Lead> = ({ type, data }, stateOf) => {
  switch (type) {
    case 'AbsorbLead': {
      const duplicate = stateOf(data.mergedId);
      const merged = mergedLead(duplicate);
      const purchase = duplicate.status === 'absent' ? undefined : duplicate.record.purchase;
      return {
        type,
        data: {
          ...data,
          merged,
          ...(merged.absorbed.length === 0 ? {} : { alsoMerged: merged.absorbed }),
          ...(purchase === undefined ? {} : { purchase }),
        },
      };
    }
    case 'MergeLead': {
      const { absorbed } = mergedLead(stateOf(data.survivorId));
      return { type, data: { ...data, absorbed: absorbed.includes(data.leadId) } };
    }
    default:
      return { type, data } as LeadCommand;
  }
};

/** What a lead was as of an instant by itself, whatever it was merged into. */
const leadAsOf = (life: Life<Lead, LeadEvent>, asOf: string): readonly Known[] => {
  const then = life.asOf(asOf, ['LeadMergedInto', 'LeadUnmerged']);
  return then.status === 'absent' || then.status === 'merged' ? [] : [then];
};

/**
 * The leads as of an instant, as is known by now: of several that are one, what the survivor says, and
 * before it was captured, what the first of them says.
 */
const leadsAsOf = (lives: readonly Life<Lead, LeadEvent>[], asOf: string): readonly Known[] => {
  const idOf = (life: Life<Lead, LeadEvent>): string => {
    const state = life.asOf(END_OF_TIME);
    return state.status === 'absent' ? '' : state.record.captured.leadId;
  };
  const into = new Map(
    lives.flatMap((life) => {
      const state = life.asOf(END_OF_TIME);
      return state.status === 'merged' ? [[idOf(life), state.survivorId] as const] : [];
    }),
  );
  const survivorOf = (id: string): string => {
    const next = into.get(id);
    return next === undefined ? id : survivorOf(next);
  };
  const capturedAt = ({ events }: Life<Lead, LeadEvent>): string =>
    events.find(({ type }) => type === 'LeadCaptured')?.metadata.occurredAt ?? '';
  const groups = grouped(
    lives.filter((life) => leadAsOf(life, asOf).length > 0),
    (life) => survivorOf(idOf(life)),
  );
  return [...groups].flatMap(([id, group]) => {
    const [first] = group.toSorted((left, right) =>
      capturedAt(left) < capturedAt(right) ? -1 : 1,
    );
    const standing = group.find((life) => idOf(life) === id) ?? first;
    return standing === undefined ? [] : leadAsOf(standing, asOf);
  });
};

it('leads that were merged count once, and twice again where that was a mistake, as of any time', () => {
  const ids = ['L-1', 'L-2', 'L-3'];
  const command = commandsOf<LeadCommand>({ leadId: fc.constantFrom(...ids) });
  const begin = (leadId: Arbitrary<string>, at: Arbitrary<string>) =>
    command('CaptureLead', {
      leadId,
      at,
      partyId: fc.constant('p'),
      source: fc.constant('other'),
    });
  const commands = fc.oneof(
    {
      weight: 6,
      arbitrary: mergesOf<LeadCommand>(
        ids,
        (survivorId, duplicateId, at) => [
          { type: 'AbsorbLead', data: { leadId: survivorId, mergedId: duplicateId, at } },
          { type: 'MergeLead', data: { leadId: duplicateId, survivorId, at } },
        ],
        (survivorId, duplicateId, at) => [
          {
            type: 'ReleaseLead',
            data: { leadId: survivorId, mergedId: duplicateId, reason: 'error', at },
          },
          { type: 'UnmergeLead', data: { leadId: duplicateId, reason: 'error', at } },
        ],
      ),
    },
    {
      weight: 3,
      arbitrary: one(
        command('StatePurchaseTimeframe', {
          timeframe: fc.constantFrom({ kind: 'immediate' }, { kind: 'days', days: 30 }),
          statedOn: fc.constantFrom('2026-03-01', '2026-03-02', '2026-03-03'),
        }),
      ),
    },
    one(command('AssignLead', { salespersonId: fc.constantFrom('ana', 'bob'), reason })),
    one(command('QualifyLeadForMarketing')),
    one(command('DisqualifyLead', { reason: fc.constant('spam') })),
    one(command('ReopenLead', { reason })),
    one(command('ConvertLead', { opportunityId: fc.constant('D-1') })),
  );
  return fc.assert(
    fc.asyncProperty(begun(ids, begin, commands), async (given) => {
      const lives = await lived(lead, given, leadLookUp);
      const ask = await projected(leadsModel, lives.stored);
      for (const asOf of lives.moments) {
        const leads = leadsAsOf(lives.of, asOf);
        const open = leads.filter(({ status }) => status === 'open');
        const temperatureIn = ({ record: { purchase } }: Known) =>
          purchase === undefined
            ? 'cold'
            : temperatureOf(purchase.timeframe, purchase.statedOn, lastDay(asOf));
        const { total, standing, temperature } = await ask.leads({ asOf });
        agree(
          lives,
          asOf,
          { leads: total.leads, standing, temperature },
          {
            leads: leads.length,
            standing: {
              suspects: open.filter(({ record }) => record.qualification === 'suspect').length,
              marketingQualified: open.filter(({ record }) => record.qualification === 'marketing')
                .length,
              salesQualified: 0,
              nurturing: 0,
              parked: 0,
              disqualified: leads.filter(({ status }) => status === 'disqualified').length,
              converted: leads.filter(({ status }) => status === 'converted').length,
            },
            temperature: Object.fromEntries(
              ['hot', 'warm', 'cold'].map((band) => [
                band,
                open.filter((each) => temperatureIn(each) === band).length,
              ]),
            ),
          },
        );
      }
    }),
    runs(40),
  );
});
