import { activity } from '@presales/domain/activity';
import { campaign, correctedCost } from '@presales/domain/campaign';
import { campaignMember } from '@presales/domain/campaign-member';
import { inquiry, inquiryStage } from '@presales/domain/inquiry';
import { commandsFor } from '@presales/testing';
import fc from 'fast-check';
import { eventsAfter, run } from './run.ts';

const long = { minLength: 1, maxLength: 40, size: 'max' } as const;

describe('whatever is asked of a campaign,', () => {
  it('its objectives count their versions one by one, each kind by itself (S52)', () =>
    fc.assert(
      fc.property(fc.array(commandsFor(campaign), long), (commands) => {
        const versions = new Map<string, number>();
        for (const event of eventsAfter(campaign, commands)) {
          if (event.type !== 'CampaignObjectiveSet') continue;
          const { objective, version, reason } = event.data;
          expect(version).toBe((versions.get(objective.of) ?? 0) + 1);
          expect(reason !== undefined).toBe(version > 1);
          versions.set(objective.of, version);
        }
      }),
    ));

  it('what stands of a cost is never of the other sign than what was recorded', () =>
    fc.assert(
      fc.property(fc.array(commandsFor(campaign), long), (commands) => {
        for (const { state } of run(campaign, commands)) {
          if (state.status === 'absent') continue;
          for (const { costId, amount } of state.record.costs.values()) {
            const standing = correctedCost(state.record, costId)?.amount ?? Number.NaN;
            expect(Math.sign(standing) * Math.sign(amount.amount)).toBeGreaterThanOrEqual(0);
          }
        }
      }),
    ));

  it('it is over once: completed or cancelled, and neither runs nor pauses afterwards', () =>
    fc.assert(
      fc.property(fc.array(commandsFor(campaign), long), (commands) => {
        const course = new Set([
          'CampaignStarted',
          'CampaignPaused',
          'CampaignResumed',
          'CampaignCompleted',
          'CampaignCancelled',
          'CampaignObjectiveSet',
        ]);
        const types = eventsAfter(campaign, commands).map(({ type }) => type);
        const end = types.findIndex(
          (type) => type === 'CampaignCompleted' || type === 'CampaignCancelled',
        );
        if (end >= 0) expect(types.slice(end + 1).filter((type) => course.has(type))).toEqual([]);
      }),
    ));
});

describe("whatever is asked of a campaign's member,", () => {
  it('nothing is sent after it unsubscribed, and no e-mail after one bounced hard (S12)', () =>
    fc.assert(
      fc.property(fc.array(commandsFor(campaignMember), long), (commands) => {
        const closed = new Set<string>();
        let dead = false;
        for (const { type, data } of eventsAfter(campaignMember, commands)) {
          if (type === 'MailingSent') expect(closed.has('e-mail') || dead).toBe(false);
          if (type === 'LetterPosted') expect(closed.has('letter')).toBe(false);
          const channels =
            'channel' in data && data.channel ? [data.channel] : ['e-mail', 'letter'];
          if (type === 'CampaignMemberUnsubscribed')
            for (const channel of channels) closed.add(channel);
          if (type === 'CampaignMemberResubscribed')
            for (const channel of channels) closed.delete(channel);
          if (type === 'CampaignMemberBounced') dead ||= data.kind === 'hard';
        }
      }),
    ));

  it('trials leave no answer and no bounce', () =>
    fc.assert(
      fc.property(fc.array(commandsFor(campaignMember), long), (commands) => {
        const trials = new Set<string | undefined>();
        for (const { type, data } of eventsAfter(campaignMember, commands)) {
          if (type === 'MailingSent' && data.test) trials.add(data.mailingId);
          if (type === 'LetterPosted' && data.test) trials.add(data.letterId);
          if (type === 'CampaignResponseRecorded' || type === 'CampaignMemberBounced')
            expect(trials.has(data.mailingId)).toBe(false);
        }
      }),
    ));
});

it('whatever is asked of an activity, it ends once: done, cancelled or missed; only what was done is voided', () =>
  fc.assert(
    fc.property(fc.array(commandsFor(activity), long), (commands) => {
      const ends = eventsAfter(activity, commands)
        .map(({ type }) => type)
        .filter((type) => type !== 'ActivityPlanned' && type !== 'ActivityRescheduled');
      expect([
        [],
        ['ActivityCompleted'],
        ['ActivityCompleted', 'ActivityVoided'],
        ['ActivityCancelled'],
        ['ActivityNoShow'],
      ]).toContainEqual(ends);
    }),
  ));

describe('whatever is asked of an inquiry,', () => {
  it('it comes to one end at most: rejected, closed or expired', () =>
    fc.assert(
      fc.property(fc.array(commandsFor(inquiry), long), (commands) => {
        const types = eventsAfter(inquiry, commands).map(({ type }) => type);
        const ends = types.filter(
          (type) =>
            type === 'InquiryRejected' || type === 'InquiryClosed' || type === 'InquiryExpired',
        );
        expect(ends.length).toBeLessThanOrEqual(1);
        const [end] = ends;
        if (end === undefined) return;
        // An answer may come late, and a setting may let what expired be quoted all the same.
        for (const type of types.slice(types.indexOf(end) + 1))
          expect(['InquiryQuestionAnswered', 'InquiryItemQuoted']).toContain(type);
      }),
    ));

  it('it is quoted or rejected exactly when nothing of it is left to quote (SAP completion rule A)', () =>
    fc.assert(
      fc.property(fc.array(commandsFor(inquiry), long), (commands) => {
        for (const { state } of run(inquiry, commands)) {
          if (state.status === 'absent' || state.status === 'closed' || state.status === 'expired')
            continue;
          const items = [...state.record.items.values()];
          const left = items.filter(
            ({ quoted, rejection }) => quoted.size === 0 && rejection === undefined,
          );
          const stage = inquiryStage(state);
          expect(stage === 'quoted' || stage === 'rejected').toBe(left.length === 0);
        }
      }),
    ));
});
