import { open } from '@presales/runtime';

const capture = {
  type: 'CaptureLead',
  data: { leadId: 'l1', partyId: 'acme', source: 'podcast' },
} as const;

it.each([
  [['podcast'], 'emitted'],
  [['fair'], 'refused'],
  [undefined, 'refused'],
] as const)(
  'a lead from a podcast, where the registered sources are %j, is %s',
  async (leadSources, outcome) => {
    const presales = await open({
      eventLog: 'memory:',
      project: false,
      ...(leadSources === undefined ? {} : { leadSources }),
    });
    expect((await presales.lead(capture)).outcome).toBe(outcome);
    await presales.close();
  },
);
