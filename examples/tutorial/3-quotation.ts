import { majorUnits, parseMoney } from '@presales/kernel';
import { open } from '@presales/runtime';

const presales = await open({
  eventLog: 'memory:',
  actor: 'anna',
  now: () => '2026-03-02T09:00:00.000Z',
});
const quotationId = 'Q-1';

await presales.quotation({
  type: 'DraftQuotation',
  data: { quotationId, partyId: 'acme', sellerZone: 'Europe/Bucharest' },
});
await presales.quotation({
  type: 'AddQuotationLine',
  data: {
    quotationId,
    line: {
      lineId: '1',
      description: 'Laptop',
      quantity: '10',
      unitPrice: parseMoney('999.00', 'EUR'),
      unitCost: { amount: parseMoney('720.00', 'EUR'), source: 'accounting' },
    },
  },
});
await presales.quotation({
  type: 'AddQuotationLine',
  data: {
    quotationId,
    line: {
      lineId: '2',
      description: 'Docking station',
      quantity: '10',
      discount: 500,
      unitPrice: parseMoney('210.00', 'USD'),
      unitCost: { amount: parseMoney('150.00', 'USD'), source: 'receipt' },
    },
  },
});
await presales.quotation({
  type: 'SendQuotation',
  data: { quotationId, validUntil: '2026-03-31' },
});

// Two currencies make one total only through named rates; acceptance freezes them.
const accepted = await presales.quotation({
  type: 'AcceptQuotation',
  data: {
    quotationId,
    version: 1,
    rates: {
      base: 'EUR',
      rateDate: '2026-03-02',
      source: 'ECB',
      rates: [{ currency: 'USD', rate: '0.92' }],
    },
  },
});

if (accepted.outcome === 'emitted')
  for (const event of accepted.events)
    if (event.type === 'QuotationAccepted') {
      for (const { net, margin } of event.data.subtotals)
        console.log(`${majorUnits(net)} ${net.currency}, margin ${majorUnits(margin)}`);
      const { net, margin } = event.data.value;
      console.log(`in all ${majorUnits(net)} ${net.currency}, margin ${majorUnits(margin)}`);
    }

await presales.close();
