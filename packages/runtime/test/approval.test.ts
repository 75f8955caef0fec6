import type { ApprovalPolicy, QuotationLine } from '@presales/domain/quotation';
import { money } from '@presales/kernel';
import { presalesProcesses } from '@presales/processes';
import { type OpenOptions, open, type Presales } from '@presales/runtime';

const monday = '2026-03-02T09:00:00.000Z';
const quotationId = 'Q-1';

const opened = (options: Partial<OpenOptions>): Promise<Presales> =>
  open({ eventLog: 'memory:', now: () => monday, ...options });

/** A draft of one line. */
const drafted = async (options: Partial<OpenOptions>, line: Partial<QuotationLine>) => {
  const presales = await opened(options);
  await presales.quotation({
    type: 'DraftQuotation',
    data: { quotationId, partyId: 'ada', sellerZone: 'UTC' },
  });
  await presales.quotation({
    type: 'AddQuotationLine',
    data: {
      quotationId,
      line: {
        lineId: '1',
        description: 'Chair',
        quantity: '1',
        unitPrice: money(100_00, 'EUR'),
        ...line,
      },
    },
  });
  return presales;
};
const send = (presales: Presales, policy?: ApprovalPolicy, commandId?: string) =>
  presales.quotation(
    {
      type: 'SendQuotation',
      data: { quotationId, validUntil: '2026-03-31', ...(policy === undefined ? {} : { policy }) },
    },
    commandId === undefined ? {} : { commandId },
  );
const publish = (presales: Presales, rate: string) =>
  presales.exchangeRate({
    type: 'PublishExchangeRate',
    data: { from: 'USD', to: 'EUR', rate, rateDate: '2026-03-01', source: 'ecb' },
  });
const needed = (...rules: readonly string[]) => ({
  outcome: 'refused',
  refusal: { code: 'quotation/approval-needed', rules },
});

const policy: ApprovalPolicy = { maxLineDiscount: 1_000 };
const processes = (given: ApprovalPolicy) =>
  presalesProcesses({ pipelineId: 'sales', ownerId: 'house', zone: 'UTC', policy: given });

describe('a quotation beyond the policy that pre-sales was opened with', () => {
  it.each<[string, Partial<OpenOptions>]>([
    ['by itself', { approvalPolicy: policy }],
    ['with its processes', { processes: processes(policy) }],
    ['with a laxer one of its own', { approvalPolicy: {}, processes: processes(policy) }],
  ])('is not sent unapproved, though nobody submitted it: %s', async (_, options) => {
    const presales = await drafted(options, { discount: 9_900 });
    expect(await send(presales)).toMatchObject(needed('line-discount'));
    expect(await send(presales, { maxLineDiscount: 10_000 })).toMatchObject(
      needed('line-discount'),
    );
    await presales.close();
  });

  it('is told by its price below the list, though its discount is none', async () => {
    const presales = await drafted(
      { approvalPolicy: policy },
      { unitPrice: money(1_00, 'EUR'), listPrice: money(100_00, 'EUR') },
    );
    expect(await send(presales)).toMatchObject(needed('line-discount'));
    await presales.close();
  });

  it('is sent once somebody else has approved it', async () => {
    const presales = await drafted({ processes: processes(policy) }, { discount: 9_900 });
    await presales.quotation({ type: 'SubmitQuotation', data: { quotationId, authorId: 'anna' } });
    await presales.processes.settled();
    await presales.quotation({
      type: 'ApproveQuotation',
      data: { quotationId, version: 1, approverId: 'mihai' },
    });
    expect(await send(presales)).toMatchObject({ outcome: 'emitted' });
    await presales.close();
  });

  it('is put up for approval under that policy, whichever policy is named', async () => {
    const presales = await drafted({ approvalPolicy: policy }, { discount: 9_900 });
    await presales.quotation({ type: 'SubmitQuotation', data: { quotationId, authorId: 'anna' } });
    expect(
      await presales.quotation({ type: 'RequestApproval', data: { quotationId, policy: {} } }),
    ).toMatchObject({
      outcome: 'emitted',
      events: [{ type: 'ApprovalRequested', data: { rules: ['line-discount'], policy } }],
    });
    await presales.close();
  });

  it('is told what is wrong with the command, where the command is wrong', async () => {
    const presales = await opened({ approvalPolicy: policy });
    const command = { type: 'SendQuotation', data: { quotationId: 5 } } as unknown;
    await expect(
      presales.quotation(command as Parameters<Presales['quotation']>[0]),
    ).rejects.toMatchObject({
      code: 'input/invalid',
      problems: [{ path: 'data.quotationId' }, { path: 'data.validUntil' }],
    });
    await presales.close();
  });
});

describe('the largest total of a policy', () => {
  const largest: Partial<OpenOptions> = { approvalPolicy: { maxTotal: money(90_00, 'EUR') } };
  const inDollars = { unitPrice: money(100_00, 'USD') };

  it('refuses a foreign quotation for which no rate is published', async () => {
    const presales = await drafted(largest, inDollars);
    expect(await send(presales)).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'quotation/rates-missing', currencies: ['USD'], base: 'EUR' },
    });
    await presales.close();
  });

  it.each([
    ['0.90', { outcome: 'emitted' }],
    ['0.91', needed('total')],
  ])('counts a foreign quotation at the published rate of %s', async (rate, answer) => {
    const presales = await drafted(largest, inDollars);
    await publish(presales, rate);
    expect(await send(presales)).toMatchObject(answer);
    await presales.close();
  });

  it('answers a repeated command as before, whatever rate is published since', async () => {
    const presales = await drafted(largest, inDollars);
    await publish(presales, '0.90');
    const first = await send(presales, undefined, 'once');
    await publish(presales, '0.50');
    expect(await send(presales, undefined, 'once')).toEqual(first);
    await presales.close();
  });
});

it('pre-sales without a policy sends what it is told to', async () => {
  const presales = await drafted({}, { discount: 9_900 });
  expect(await send(presales)).toMatchObject({ outcome: 'emitted' });
  expect(presales.quotation.load).toBeInstanceOf(Function);
  await presales.close();
});
