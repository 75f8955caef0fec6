import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { money } from '@presales/kernel';
import { presalesProcesses } from '@presales/processes';
import { type OpenOptions, open, type Presales } from '@presales/runtime';

const processes = presalesProcesses({ pipelineId: 'sales', ownerId: 'house', zone: 'UTC' });

const openDeal = (presales: Presales, opportunityId: string) =>
  presales.opportunity({
    type: 'OpenOpportunity',
    data: {
      opportunityId,
      partyId: 'ada',
      ownerId: 'anna',
      pipeline: { pipelineId: 'sales', version: 1, steps: ['call', 'offer'] },
    },
  });
const loseDeal = (presales: Presales, opportunityId: string) =>
  presales.opportunity({
    type: 'LoseOpportunity',
    data: { opportunityId, reason: 'demo-went-wrong' },
  });

describe('an open pre-sales with processes', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'presales-open-processes-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const options = (): OpenOptions => ({
    eventLog: `sqlite:${join(folder, 'presales.db')}`,
    durability: 'normal',
    processes,
  });
  const recycled = async (presales: Presales): Promise<number> =>
    (await presales.processes.outcomes('lost-deal-offers-recycled-lead')).length;

  it('answers what happens, and goes on where it stood when it is opened again', async () => {
    const first = await open(options());
    await openDeal(first, 'O-1');
    await loseDeal(first, 'O-1');
    expect(await first.processes.settled()).toBe(3n);
    expect(await recycled(first)).toBe(2);
    await openDeal(first, 'O-2');
    await loseDeal(first, 'O-2');
    await first.close();

    const second = await open(options());
    await second.processes.settled();
    expect(await recycled(second)).toBe(4);
    await second.close();
  });

  it('begins with the past when it is told so, and without when not', async () => {
    const { processes: _, ...silent } = options();
    const before = await open(silent);
    await openDeal(before, 'O-1');
    await loseDeal(before, 'O-1');
    expect(await before.processes.settled()).toBe(1n);
    await before.close();

    const now = await open({ ...options(), readModels: 'memory:' });
    expect(await now.processes.settled()).toBe(1n);
    await now.close();
    const all = await open({ ...options(), processesFrom: 'beginning' });
    expect(await all.processes.settled()).toBe(3n);
    await all.close();
  });

  it('wins a reopened deal by all orders that were paid, and takes back one that is refunded', async () => {
    const presales = await open(options());
    await openDeal(presales, 'O-1');
    await loseDeal(presales, 'O-1');
    for (const [shopOrderId, amount] of [
      ['order-1', 100_00],
      ['order-2', 50_00],
    ] as const) {
      const price = money(amount, 'EUR');
      await presales.shopOrder({
        type: 'ReceiveShopOrder',
        data: {
          shopOrderId,
          partyId: 'ada',
          opportunityId: 'O-1',
          lines: [{ lineId: 'line-1', description: 'pump', quantity: '1', unitPrice: price }],
        },
      });
      await presales.shopOrder({
        type: 'RecordShopOrderPayment',
        data: { shopOrderId, paymentId: 'payment-1', amount: price },
      });
    }
    await presales.processes.settled();
    await presales.opportunity({
      type: 'ReopenOpportunity',
      data: { opportunityId: 'O-1', reason: 'they came back' },
    });
    await presales.processes.settled();
    const deal = async () => (await presales.opportunity.load('O-1')).state;
    expect(await deal()).toMatchObject({ status: 'won', value: { net: money(150_00, 'EUR') } });
    await presales.shopOrder({
      type: 'RecordShopOrderRefund',
      data: { shopOrderId: 'order-1', refundId: 'refund-1', amount: money(100_00, 'EUR') },
    });
    await presales.processes.settled();
    expect(await deal()).toMatchObject({ status: 'won', value: { net: money(50_00, 'EUR') } });
    await presales.close();
  });

  it('ends what the processes tell when it is closed', async () => {
    const presales = await open(options());
    const told = new Promise<void>((resolve) => {
      presales.processes.updates.subscribe({ complete: resolve });
    });
    await presales.close();
    await told;
    await expect(presales.log.head()).rejects.toMatchObject({ code: 'event-log/closed' });
  });

  it('is not opened where it may only read, or with two processes of one name', async () => {
    await (await open(options())).close();
    await expect(open({ ...options(), readOnly: true })).rejects.toMatchObject({
      code: 'event-log/read-only',
      message: 'processes give commands: open the log for writing, or leave them out',
    });
    const twice = { ...options(), processes: [...processes, ...processes] };
    await expect(open(twice)).rejects.toThrow('two processes bear the name');
    const again = await open(options());
    expect(await again.processes.settled()).toBe(-1n);
    await again.close();
  });
});
