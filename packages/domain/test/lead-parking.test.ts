import { type LeadCommand, type LeadEvent, lead } from '@presales/domain/lead';
import { scenario } from '@presales/testing';
import {
  assigned,
  at,
  captured,
  converted,
  disqualified,
  leadAfter,
  leadId,
  marketingQualified,
  merged,
  nurtured,
  parked,
  recordAfter,
  salesQualified,
} from './lead-history.ts';

const { given } = scenario(lead);

const parking = { leadId, until: '2026-09-01', reason: 'bought-from-competitor' } as const;
const park = (more: Partial<(LeadCommand & { type: 'ParkLead' })['data']> = {}): LeadCommand => ({
  type: 'ParkLead',
  data: { ...parking, at, ...more },
});
const resume: LeadCommand = { type: 'ResumeLead', data: { leadId, at } };
const resumed: LeadEvent = { type: 'LeadResumed', data: { leadId } };
const recycle: LeadCommand = {
  type: 'RecycleLead',
  data: { leadId, reason: 'New budget year', at },
};
const recycled: LeadEvent = {
  type: 'LeadRecycled',
  data: { leadId, cycle: 2, reason: 'New budget year' },
};
const reopen: LeadCommand = { type: 'ReopenLead', data: { leadId, reason: 'They called', at } };
const reopened: LeadEvent = { type: 'LeadReopened', data: { leadId, reason: 'They called' } };

describe('a lead that bought from a competitor', () => {
  it('is set aside until a day, and not dropped (S21)', () =>
    given(captured(), assigned).when(park()).emits(parked));

  it('is remembered with the day and the reason', () =>
    expect(leadAfter(captured(), parked)).toEqual({
      status: 'parked',
      record: recordAfter(captured()),
      parking: { until: '2026-09-01', reason: 'bought-from-competitor', note: undefined },
    }));

  it('is set aside once', () => given(captured(), parked).when(park()).changesNothing());

  it.each([
    ['day', { until: '2026-10-01' }],
    ['reason', { reason: 'no-timeline' }],
    ['note', { note: 'Contract ends in August.' }],
  ] as const)('is set aside anew for another %s', (_, more) =>
    given(captured(), parked)
      .when(park(more))
      .emits({ type: 'LeadParked', data: { ...parking, ...more } }),
  );

  it('needs a note when the reason is other', () =>
    given(captured())
      .when(park({ reason: 'other' }))
      .refuses({ code: 'lead/note-needed' }));

  it('may have another reason with a note', () =>
    given(captured())
      .when(park({ reason: 'other', note: 'Moving.' }))
      .emits({ type: 'LeadParked', data: { ...parking, reason: 'other', note: 'Moving.' } }));

  it.each(['2026-03-01', '2026-03-02'])('is not set aside until %s: that has come', (until) =>
    given(captured()).when(park({ until })).refuses({ code: 'lead/parked-until-past', until }),
  );

  it('is set aside until tomorrow at least', () =>
    given(captured())
      .when(park({ until: '2026-03-03' }))
      .emits({ type: 'LeadParked', data: { ...parking, until: '2026-03-03' } }));

  it('is set aside by the day of its zone', () => {
    const late = { until: '2026-03-03', at: '2026-03-02T23:00:00.000Z' };
    given(captured())
      .when(park({ ...late, zone: 'Europe/Bucharest' }))
      .refuses({ code: 'lead/parked-until-past', until: '2026-03-03' });
    given(captured())
      .when(park({ ...late, zone: 'America/New_York' }))
      .emits({ type: 'LeadParked', data: { ...parking, until: '2026-03-03' } });
  });
});

describe('a lead that was set aside', () => {
  it('is worked again when its day comes, or before (S21)', () =>
    given(captured(), assigned, parked).when(resume).emits(resumed));

  it('goes on where it stood', () =>
    expect(leadAfter(captured(), assigned, salesQualified, parked, resumed)).toEqual(
      leadAfter(captured(), assigned, salesQualified),
    ));

  it('is resumed once', () => given(captured(), parked, resumed).when(resume).changesNothing());

  it('may be dropped', () =>
    given(captured(), parked)
      .when({ type: 'DisqualifyLead', data: { leadId, reason: 'no-intent', at } })
      .emits(disqualified));
});

describe('a lead that begins anew', () => {
  it.each([
    ['was assigned', assigned],
    ['was qualified', marketingQualified],
    ['was nurtured', nurtured],
    ['was set aside', parked],
  ])('%s before, and is counted as a new cycle', (_, before) =>
    given(captured(), before).when(recycle).emits(recycled),
  );

  it('is a suspect of nobody’s, and what is known of it stays', () =>
    expect(leadAfter(captured(), assigned, salesQualified, parked, recycled)).toEqual({
      status: 'open',
      record: { ...recordAfter(captured()), cycle: 2 },
    }));

  it('is nurtured no longer', () =>
    expect(recordAfter(captured(), nurtured, recycled).nurturing).toBeUndefined());

  it('has begun already', () =>
    given(captured(), assigned, recycled).when(recycle).changesNothing());

  it('stands at the beginning without that', () =>
    given(captured()).when(recycle).changesNothing());

  it('begins a third time', () =>
    given(captured(), assigned, recycled, assigned)
      .when(recycle)
      .emits({ type: 'LeadRecycled', data: { leadId, cycle: 3, reason: 'New budget year' } }));
});

describe('a lead that was dropped', () => {
  it('is reopened with a reason (S20)', () =>
    given(captured(), assigned, disqualified).when(reopen).emits(reopened));

  it('goes on where it stood', () =>
    expect(leadAfter(captured(), assigned, disqualified, reopened)).toEqual(
      leadAfter(captured(), assigned),
    ));

  it('is reopened once', () =>
    given(captured(), disqualified, reopened).when(reopen).changesNothing());

  it('may be dropped again', () =>
    given(captured(), disqualified, reopened)
      .when({ type: 'DisqualifyLead', data: { leadId, reason: 'no-intent', at } })
      .emits(disqualified));
});

describe('nurturing', () => {
  const nurture = (programme?: string): LeadCommand => ({
    type: 'NurtureLead',
    data: { leadId, ...(programme === undefined ? {} : { programme }), at },
  });
  const inProgramme: LeadEvent = {
    type: 'LeadNurturingStarted',
    data: { leadId, programme: 'Planner’s letter' },
  };

  it('gives a suspect slow, steady information (S27)', () =>
    given(captured()).when(nurture()).emits(nurtured));

  it('may follow a programme', () =>
    given(captured()).when(nurture('Planner’s letter')).emits(inProgramme));

  it.each([
    [nurtured, undefined],
    [inProgramme, 'Planner’s letter'],
  ])('begins once', (event, programme) =>
    given(captured(), event).when(nurture(programme)).changesNothing(),
  );

  it('changes its programme', () =>
    given(captured(), nurtured).when(nurture('Planner’s letter')).emits(inProgramme));

  it('supports a lead that marketing has qualified (S31)', () =>
    given(captured(), marketingQualified).when(nurture()).emits(nurtured));

  it('is not for a lead that sales owns', () =>
    given(captured(), assigned, salesQualified)
      .when(nurture())
      .refuses({ code: 'lead/sales-qualified' }));
});

describe.each([park(), resume, recycle, reopen])('$type', (command) => {
  it('needs a lead', () => given().when(command).refuses({ code: 'lead/not-captured' }));

  it('is refused once the lead is an opportunity', () =>
    given(captured(), assigned, converted)
      .when(command)
      .refuses({ code: 'lead/closed', status: 'converted' }));

  it('is refused by a duplicate', () =>
    given(captured(), merged).when(command).refuses({ code: 'lead/merged', survivorId: 'l9' }));
});

it.each([park(), resume, recycle])('$type is refused by a lead that was dropped', (command) =>
  given(captured(), disqualified)
    .when(command)
    .refuses({ code: 'lead/closed', status: 'disqualified' }),
);

it('ReopenLead is refused by a lead that is set aside', () =>
  given(captured(), parked).when(reopen).refuses({ code: 'lead/parked', until: '2026-09-01' }));

it('ReopenLead changes nothing in an open lead', () =>
  given(captured()).when(reopen).changesNothing());
