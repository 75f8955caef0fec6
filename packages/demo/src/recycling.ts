import { aggregates } from '@presales/domain';
import type { LossReason } from '@presales/domain/opportunity';
import { addDays, localDate, startOfDay, streamName } from '@presales/kernel';
import { eventId } from '@presales/kernel/store';
import { defaultParkingDays, recycledLeadId } from '@presales/processes';
import { didSomething } from './activities.ts';
import type { Deal, Loss } from './course.ts';
import { pursue } from './deals.ts';
import { MANAGER, sellingAt, teamOf } from './people.ts';
import { newBusinessAt } from './pipelines.ts';
import type { Thread } from './script.ts';
import type { Telling } from './telling.ts';
import { at, daysLater, inOfficeHours, type Moment, minutesLater, ZONE } from './timeline.ts';

/** Tells a deal to its end, and goes on with the lead that a lost one may come back as. */
export const pursueToTheEnd = (
  telling: Telling,
  thread: Thread,
  deal: Deal,
  opened: Moment,
): void => {
  const loss = pursue(telling, thread, deal, opened);
  if (loss !== undefined) comeBack(telling, deal, loss);
};

const parkingDays: Readonly<Partial<Record<string, number>>> = defaultParkingDays satisfies Partial<
  Record<LossReason, number>
>;

/**
 * A process keeps the customer of a lost deal as a lead that is parked, and brings it back when its
 * day comes. Then somebody is to try again.
 */
const comeBack = (telling: Telling, deal: Deal, { commandId, reason, at: lost }: Loss): void => {
  const { script, random, next } = telling;
  const days = parkingDays[reason];
  if (days === undefined) return;
  const { opportunityId, partyId, level, quality } = deal;
  const stream = streamName(aggregates.opportunity.category, opportunityId);
  const leadId = recycledLeadId(opportunityId, eventId(stream, commandId, 0));
  const resumed = Date.parse(startOfDay(addDays(localDate(at(lost), ZONE), days), ZONE));
  const thread = script.thread();
  let now = inOfficeHours(resumed + random.whole(500, 900) * 60_000);
  const person = random.weighted(sellingAt(now), ({ load }) => load);
  thread.ask(MANAGER, 'lead', {
    type: 'AssignLead',
    data: {
      leadId,
      salespersonId: person.id,
      teamId: teamOf(person, now),
      rule: 'by-hand',
      at: at(now),
    },
  });
  now = minutesLater(now, random.whole(20, 900));
  didSomething(telling, thread, person.id, 'outbound-call', { partyId, leadId }, now);
  if (!random.chance(0.3)) {
    thread.ask(person.id, 'lead', {
      type: 'DisqualifyLead',
      data: { leadId, reason: 'no-intent', at: at(now) },
    });
    return;
  }
  thread.ask(person.id, 'lead', { type: 'QualifyLeadForSales', data: { leadId, at: at(now) } });
  now = daysLater(now, random.whole(1, 6));
  const again: Deal = {
    opportunityId: next('O'),
    partyId,
    owner: person,
    way: newBusinessAt(now),
    level,
    quality,
  };
  thread.ask(person.id, 'lead', {
    type: 'ConvertLead',
    data: { leadId, opportunityId: again.opportunityId, at: at(now) },
  });
  pursueToTheEnd(telling, thread, again, now);
};
