import { percentages, quotation, subtotalsOf } from '@presales/domain/quotation';
import { fold, money } from '@presales/kernel';

const { decider } = quotation;
const quotationId = 'Q-2026-17';
const at = '2026-03-02T09:00:00.000Z';

// What happened so far: a draft with one line, 100 chairs at 129.90 EUR less 7.5 %, costing 98.00.
const line = {
  lineId: '1',
  description: 'Office chair',
  quantity: '100',
  unitPrice: money(129_90, 'EUR'),
  discount: 750,
  unitCost: { amount: money(98_00, 'EUR'), source: 'accounting' as const },
};
const draft = fold(decider, [
  { type: 'QuotationDrafted', data: { quotationId, partyId: 'acme', sellerZone: 'UTC' } },
  { type: 'QuotationLineAdded', data: { quotationId, line } },
]);

// What is asked: to send it, valid through the end of March.
const send = { quotationId, validUntil: '2026-03-31', at };
const answer = decider.decide({ type: 'SendQuotation', data: send }, draft);
// { outcome: 'emitted', events: [{ type: 'QuotationSent', data: { version: 1, … } }] }

// Too late a day is a "no", returned as a value.
const late = { ...send, at: '2026-04-01T00:00:00.000Z' };
const no = decider.decide({ type: 'SendQuotation', data: late }, draft);
// { outcome: 'refused', refusal: { code: 'quotation/validity-past', validUntil: '2026-03-31' } }

// What it earns: 12,015.75 EUR net, 2,215.75 EUR of it margin,
// 18.44 % of the price and 22.61 % of the cost.
const profit = subtotalsOf([line]).map(({ net, margin }) => percentages(net, margin));

export { answer, no, profit };
