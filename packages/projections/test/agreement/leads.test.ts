import { type Lead, type LeadCommand, lead, temperatureOf } from '@presales/domain/lead';
import { localDate } from '@presales/kernel';
import fc, { type Arbitrary } from 'fast-check';
import { leadsModel } from '../../src/leads/model.ts';
import { projected } from '../project.ts';
import { agree, givenIn, hours, lived, runs } from './lived.ts';

jest.setTimeout(600_000);

const people = fc.constantFrom('ana', 'bob');
const text = fc.constantFrom('why', 'because');

const command = <Type extends LeadCommand['type']>(
  type: Type,
  data: Readonly<Record<string, Arbitrary<unknown>>> = {},
) =>
  fc
    .record({ leadId: fc.constantFrom('L-1', 'L-1', 'L-2'), at: hours, ...data })
    // What the parts say together is checked when the command is parsed.
    .map((drawn) => ({ type, data: drawn }) as unknown as LeadCommand);

const begins = command('CaptureLead', { partyId: fc.constant('p'), source: fc.constant('other') });

const commands: Arbitrary<LeadCommand> = fc.oneof(
  { weight: 2, arbitrary: command('AssignLead', { salespersonId: people, reason: text }) },
  command('UnassignLead', { reason: text }),
  command('AcceptLeadHandoff', { salespersonId: people }),
  command('RejectLeadHandoff', { salespersonId: people, reason: text }),
  command('NurtureLead'),
  command('QualifyLeadForMarketing'),
  { weight: 2, arbitrary: command('QualifyLeadForSales', { salespersonId: people }) },
  command('DisqualifyLead', { reason: fc.constantFrom('no-budget', 'spam') }),
  { weight: 2, arbitrary: command('ReopenLead', { reason: text }) },
  command('ParkLead', {
    until: fc.constantFrom('2026-03-04', '2032-01-01'),
    reason: fc.constant('no-timeline'),
  }),
  command('ResumeLead'),
  command('RecycleLead', { reason: text }),
  command('ConvertLead', { opportunityId: fc.constantFrom('D-1', 'D-2') }),
  command('StatePurchaseTimeframe', {
    timeframe: fc.constantFrom({ kind: 'immediate' }, { kind: 'days', days: 30 }),
    statedOn: fc.constantFrom('2026-03-01', '2026-03-02', '2026-03-03'),
  }),
);

type Known = Exclude<Lead, { status: 'absent' | 'merged' }>;

it('the leads report says of leads what the leads say of themselves, as of any time', () =>
  fc.assert(
    fc.asyncProperty(givenIn(begins, commands), async (given) => {
      const lives = await lived(lead, given);
      const ask = await projected(leadsModel, lives.stored);
      for (const asOf of lives.moments) {
        const leads = lives.of
          .map((life) => life.asOf(asOf))
          .filter((one): one is Known => one.status !== 'absent' && one.status !== 'merged');
        const count = (fits: (one: Known) => boolean): number => leads.filter(fits).length;
        const open = (qualification: string) =>
          count(
            ({ status, record }) => status === 'open' && record.qualification === qualification,
          );
        const day = localDate(new Date(Date.parse(asOf) - 1).toISOString(), 'UTC');
        const hot = (temperature: string) =>
          count(
            ({ status, record }) =>
              status === 'open' && temperatureIn(record.purchase, day) === temperature,
          );
        const report = await ask.leads({ asOf });
        agree(
          lives,
          asOf,
          {
            captured: report.total.leads,
            standing: report.standing,
            temperature: report.temperature,
            pending: Object.fromEntries(
              report.handoffs
                .filter(({ pending }) => pending > 0)
                .map(({ salespersonId, pending }) => [salespersonId, pending]),
            ),
          },
          {
            captured: leads.length,
            standing: {
              suspects: open('suspect'),
              marketingQualified: open('marketing'),
              salesQualified: open('sales'),
              nurturing: count(
                ({ status, record }) => status === 'open' && record.nurturing !== undefined,
              ),
              parked: count(({ status }) => status === 'parked'),
              disqualified: count(({ status }) => status === 'disqualified'),
              converted: count(({ status }) => status === 'converted'),
            },
            temperature: { hot: hot('hot'), warm: hot('warm'), cold: hot('cold') },
            pending: Object.fromEntries(
              ['ana', 'bob']
                .map((person): [string, number] => [
                  person,
                  count(
                    ({ status, record: { assignment } }) =>
                      status === 'open' &&
                      assignment?.salespersonId === person &&
                      assignment.handoff === 'offered',
                  ),
                ])
                .filter(([, pending]) => pending > 0),
            ),
          },
        );
      }
    }),
    runs(80),
  ));

/** A lead that has said nothing of its plans is cold (B1). */
const temperatureIn = (purchase: Known['record']['purchase'], day: string): string =>
  purchase === undefined ? 'cold' : temperatureOf(purchase.timeframe, purchase.statedOn, day);
