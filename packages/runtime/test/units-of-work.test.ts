import { open } from '@presales/runtime';

const opening = (opportunityId: string) =>
  ({
    type: 'OpenOpportunity',
    data: {
      opportunityId,
      ownerId: 'Ana',
      pipeline: { pipelineId: 'sales', version: 1, steps: ['talk', 'offer'] },
      at: '2026-03-01T09:00:00.000Z',
    },
  }) as const;

const atLog = async (
  before: (stream: string, types: readonly string[]) => Promise<void>,
  test: (
    presales: Awaited<ReturnType<typeof open>>,
    work: ReturnType<Awaited<ReturnType<typeof open>>['unitsOfWork']>,
  ) => Promise<void>,
): Promise<void> => {
  const presales = await open({ eventLog: 'memory:', readModels: 'memory:', project: false });
  const work = presales.unitsOfWork({
    before: (stream, events) =>
      before(
        stream,
        events.map(({ type }) => type),
      ),
  });
  try {
    await test(presales, work);
  } finally {
    await presales.close();
  }
};

describe('what goes before the storing of events', () => {
  it('is told the stream and the events while these are not stored, of a unit or not', async () => {
    const told: unknown[] = [];
    await atLog(
      async (stream, types) => {
        told.push([stream, ...types]);
      },
      async (presales, work) => {
        await work.commands.opportunity(opening('D-1'));
        expect(told).toEqual([['opportunity-D-1', 'OpportunityOpened']]);
        await work.within(['opportunity-D-2'], async () => {
          await work.commands.opportunity(opening('D-2'));
          expect(told).toHaveLength(1);
          return { answer: undefined, keep: true };
        });
        expect(told[1]).toEqual(['opportunity-D-2', 'OpportunityOpened']);
        // The commands of `open` itself are others'.
        await presales.opportunity(opening('D-3'));
        expect(told).toHaveLength(2);
      },
    );
  });

  it('keeps the events out of the log where it fails, and a later command goes through', async () => {
    let failing = true;
    const no = new Error('not now');
    await atLog(
      async () => {
        if (failing) throw no;
      },
      async ({ log }, work) => {
        await expect(work.commands.opportunity(opening('D-1'))).rejects.toBe(no);
        const unit = work.within(['opportunity-D-1'], async () => {
          await work.commands.opportunity(opening('D-1'));
          return { answer: undefined, keep: true };
        });
        await expect(unit).rejects.toBe(no);
        expect(await log.head()).toBe(-1n);
        failing = false;
        expect(await work.commands.opportunity(opening('D-1'))).toMatchObject({
          outcome: 'emitted',
          events: [{ type: 'OpportunityOpened' }],
        });
      },
    );
  });
});
