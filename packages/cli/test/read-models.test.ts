import { open } from '@presales/runtime';
import { presales, temporaryDirectory } from './captured.ts';
import { placeIn } from './small-demo.ts';

jest.setTimeout(60_000);

const directory = temporaryDirectory();
const { eventLog } = placeIn(directory, 'parked');
const env = { PRESALES_EVENT_LOG: eventLog };
const ask = (...argv: string[]) => presales(argv, env);

const metadata = {
  actor: 'another program',
  commandId: 'c1',
  correlationId: 'c1',
  causationId: 'c1',
  occurredAt: '2026-03-02T09:00:00.000Z',
};
const event = (nth: number, type: string, version: number) => ({
  id: `00000000-0000-4000-8000-00000000000${nth}`,
  type,
  version,
  data: {},
  metadata,
});

/** What a newer program has written: a known type in a later version, and a type that is not known. */
beforeAll(async () => {
  const { log, lead, close } = await open({ eventLog, project: false });
  await lead({ type: 'CaptureLead', data: { leadId: 'L1', partyId: 'ada', source: 'webinar' } });
  await log.append('lead-L0', 'no-stream', [event(1, 'LeadCaptured', 99)]);
  await log.append('lead-L0', 0n, [event(2, 'LeadTeleported', 1), event(3, 'LeadParked', 1)]);
  await close();
});

const lines = [
  /Incomplete: lead-L0 waits since position 1 \(LeadCaptured\): .*knows versions 1 to \d; 1 later event waits behind it/,
  /Incomplete: 1 event of type LeadTeleported, which this program does not know, in streams of lead \(the first at position 2, lead-L0\); a newer program wrote it/,
];

describe('a report that lacks something', () => {
  it('says under its title what, and where', async () => {
    const { code, out } = await ask('leads', '--currency', 'EUR');
    expect(code).toBe(0);
    for (const line of lines) expect(out).toMatch(line);
  });

  it('ends with 7 under --strict, in JSON too, and only where something is lacking', async () => {
    const { code, out } = await ask('leads', '--currency', 'EUR', '--strict', '--json');
    expect(code).toBe(7);
    expect(JSON.parse(out).incomplete).toMatchObject({
      parked: [{ stream: 'lead-L0', position: '1', waiting: 1 }],
      unknown: [{ type: 'LeadTeleported', count: 1 }],
    });
    expect((await ask('prices', '--strict')).code).toBe(0);
  });
});

describe('presales read-models', () => {
  it('lists how far each has come, and what is parked', async () => {
    await ask('leads', '--currency', 'EUR');
    const { code, out } = await ask('read-models');
    expect(code).toBe(0);
    expect(out).toMatch(/leads +3 +up to date +1/);
    expect(out).toMatch(/target-tracking +-1 +4 behind +0/);
    expect(out).toMatch(/read model leads: lead-L0 waits since position 1/);
    expect(out).toMatch(/parked 20.*1 try, codec\/undecodable/);
    expect(out).toMatch(/unknown: 1 of type LeadTeleported in streams of lead/);
    const json = JSON.parse((await ask('read-models', '--json')).out);
    expect(json).toMatchObject({
      head: '3',
      parked: [{ kind: 'read-model', name: 'leads', stream: 'lead-L0' }],
      unknown: [{ count: 1 }],
    });
  });

  it('retries, and ends with 7 while the event still cannot be taken', async () => {
    const { code, out } = await ask('read-models', 'retry', 'leads', '--stream', 'lead-L0');
    expect(code).toBe(7);
    expect(out).toMatch(/^still parked: lead-L0 waits since position 1/);
    const json = await ask('read-models', 'retry', 'leads', '--json');
    expect(JSON.parse(json.out)).toMatchObject({ how: 'in-place', released: [] });
    expect((await ask('read-models', 'retry', 'funnel')).out).toBe('funnel: nothing is parked\n');
  });

  it('retries nothing that is not there', async () => {
    const nobody = await ask('read-models', 'retry', 'nobody');
    expect(nobody.code).toBe(2);
    expect(nobody.err).toMatch(/no read model and no process nobody; expected funnel/);
    const { code, err } = await ask('read-models', 'retry', 'leads', '--stream', 'lead-L9');
    expect(code).toBe(2);
    expect(err).toMatch(/read model leads: stream lead-L9 is not parked/);
  });
});
