import type { QuotationLine } from '@presales/domain/quotation';
import { majorUnits, parseMoney } from '@presales/kernel';
import { open } from '@presales/runtime';

const presales = await open({
  eventLog: 'memory:',
  // The seller's terms: quotations that say nothing else are counted as the invoice will be.
  calculation: { tax: 'per-rate', rounding: 'half-up' },
});
const quotationId = 'Q-1';
await presales.quotation({
  type: 'DraftQuotation',
  data: { quotationId, partyId: 'acme', sellerZone: 'America/Montreal' },
});
const lines: readonly QuotationLine[] = [
  {
    lineId: '1',
    description: 'Machine',
    quantity: '1',
    unitPrice: parseMoney('100.00', 'CAD'),
    tax: [
      { rate: 500, included: false, code: 'GST' },
      { rate: '9.975', included: false, code: 'QST' },
    ],
  },
  {
    lineId: '2',
    description: 'Trade-in, without tax',
    quantity: '1',
    unitPrice: parseMoney('-30.00', 'CAD'),
  },
];
for (const line of lines)
  await presales.quotation({ type: 'AddQuotationLine', data: { quotationId, line } });
await presales.quotation({
  type: 'DiscountQuotation',
  data: { quotationId, discount: { kind: 'percent', rate: 1000 } },
});

await presales.caughtUp();
const { view } = await presales.showDocument({ kind: 'quotation', id: quotationId });
for (const { net, taxes = [], payable } of view.kind === 'quotation' ? view.totals : []) {
  console.log(`net ${majorUnits(net)}`);
  for (const { code, rate, taxable, tax } of taxes)
    console.log(`${code} ${rate} % of ${majorUnits(taxable)}: ${majorUnits(tax)}`);
  console.log(`to pay ${majorUnits(payable)}`);
}
await presales.close();
