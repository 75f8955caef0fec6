import type {
  DocumentReport,
  InquiryItemView,
  InquiryView,
  QuotationLineView,
  QuotationView,
} from '@presales/projections';
import type { Style } from '../style.ts';
import { definitionOf } from './definition.ts';
import { amountText, moneyText, percentText } from './numbers.ts';
import { table } from './table.ts';

/** An inquiry or a quotation as text: its items, its history, what belongs to it. */
export const renderDocument = (report: DocumentReport, style: Style): string => {
  const { document, status, view, changes, flow } = report;
  return [
    style.heading(
      `${view.kind === 'inquiry' ? `Inquiry ${document.id}` : `Quotation ${view.number}`}: ${status}`,
    ),
    ...definitionOf(style, report, `customer ${view.partyId}`, ...headerOf(view)),
    '',
    view.kind === 'inquiry' ? itemsText(view.items, style) : linesText(view, style),
    '',
    table(
      [{ heading: 'When' }, { heading: 'Who', most: 18 }, { heading: 'What' }],
      changes.map(({ occurredAt, actor, what }) => [
        occurredAt.slice(0, 16).replace('T', ' '),
        actor,
        what,
      ]),
      style.heading,
    ),
    ...(flow.length === 0
      ? []
      : [
          '',
          style.heading('Document flow'),
          ...flow.map(({ from, to }) => `${from.kind} ${from.id} → ${to.kind} ${to.id}`),
        ]),
  ].join('\n');
};

const headerOf = (view: InquiryView | QuotationView): readonly string[] => {
  const validUntil = view.kind === 'inquiry' ? view.header.validUntil : view.validUntil;
  return [
    ...(view.kind === 'inquiry' ? [`by ${view.channel}`] : []),
    ...(validUntil === undefined ? [] : [`valid until ${validUntil}`]),
    ...(view.kind === 'quotation' && view.totals.some(isTaxed) ? [countedText(view)] : []),
  ];
};

const isTaxed = ({ taxes = [] }: QuotationView['totals'][number]): boolean => taxes.length > 0;

const countedText = ({ calculation: { tax, rounding } }: QuotationView): string =>
  `tax ${tax === 'per-rate' ? 'per rate' : 'per line'}, rounded ${rounding}`;

const itemsText = (items: readonly InquiryItemView[], style: Style): string =>
  table(
    [
      { heading: 'Item', most: 12 },
      { heading: 'Description', most: 30 },
      { heading: 'Quantity', align: 'right' },
      { heading: 'Asks', most: 24 },
      { heading: 'Quoted', most: 24 },
    ],
    items.map(({ item, answers, quoted, rejection }) => [
      item.itemId,
      item.description,
      item.quantity ?? '',
      item.asks
        .map((ask) => (answers.some((answer) => answer.ask === ask) ? `${ask} ✓` : ask))
        .join(', '),
      rejection === undefined
        ? quoted.map(({ quotationId, quantity }) => `${quotationId} (${quantity})`).join(', ')
        : 'rejected',
    ]),
    style.heading,
  );

const linesText = ({ lines, subtotals, totals, tooLarge }: QuotationView, style: Style): string =>
  [
    table(
      [
        { heading: 'Line', most: 12 },
        { heading: 'Description', most: 24 },
        { heading: 'Qty', align: 'right' },
        { heading: 'Net', align: 'right' },
        { heading: '' },
        { heading: 'Margin', align: 'right' },
        { heading: '', align: 'right' },
        { heading: 'Taken', align: 'right' },
      ],
      lines.map((view) => [
        view.line.lineId,
        view.line.description,
        view.line.quantity,
        view.net === undefined ? 'not chosen' : amountText(view.net),
        view.line.unitPrice.currency,
        ...marginOf(view),
        view.rejection === undefined ? (view.accepted ?? '') : 'rejected',
      ]),
      style.heading,
    ),
    ...subtotals.map(
      ({ net, margin, netOfUnknownCost }) =>
        `Subtotal ${moneyText(net)}, margin ${moneyText(margin)}${
          netOfUnknownCost.amount === 0 ? '' : `, cost unknown of ${moneyText(netOfUnknownCost)}`
        }`,
    ),
    ...totals.flatMap(payableText),
    ...(tooLarge ? ['Too large for a total: it cannot be sent as it is'] : []),
  ].join('\n');

/** The tax by rate and what is to be paid, where that is not the net. */
const payableText = (total: QuotationView['totals'][number]): readonly string[] => {
  const { net, payable, adjustment, taxes = [] } = total;
  if (taxes.length === 0 && net.amount === payable.amount) return [];
  return [
    ...taxes.map(
      ({ rate, code, taxable, tax }) =>
        `Tax ${[...(code === undefined ? [] : [code]), `${rate} %`].join(' ')} of ${moneyText(taxable)}: ${moneyText(tax)}`,
    ),
    `To pay ${moneyText(payable)}${
      adjustment.amount === 0 ? '' : `, rounded by ${moneyText(adjustment)}`
    }`,
  ];
};

const marginOf = ({ net, margin, marginPercent }: QuotationLineView): readonly [string, string] => {
  if (net === undefined) return ['', ''];
  return margin === undefined ? ['unknown', ''] : [amountText(margin), percentText(marginPercent)];
};
