import { bounded } from '@presales/domain';
import type { ExistingInquiry } from '@presales/domain/inquiry';
import {
  type ExistingQuotation,
  lastOffer,
  percentages,
  pricedTerms,
  quotationNumber,
  rulesOf,
  subtotalsOfPriced,
  totalsOf,
} from '@presales/domain/quotation';
import { present } from '../shared/present.ts';
import type { InquiryView, QuotationLineView, QuotationView } from './report.ts';

/** What VA13 displays of an inquiry that is there. */
export const inquiryView = ({
  record: { received, header, items },
}: ExistingInquiry): InquiryView => ({
  kind: 'inquiry',
  partyId: received.partyId,
  channel: received.channel,
  header,
  items: [...items.values()].map(({ item, answers, quoted, rejection }) =>
    present({
      item,
      answers: [...answers].map(([ask, answer]) => ({ ask, answer })),
      quoted: [...quoted].map(([quotationId, quantity]) => ({ quotationId, quantity })),
      rejection,
    }),
  ),
});

/** What VA23 displays of a quotation that is there: the draft, or else the version sent last. */
export const quotationView = (state: ExistingQuotation): QuotationView => {
  const offer = lastOffer(state);
  const drafted = state.status === 'draft';
  const terms = drafted ? state.terms : offer?.terms;
  const version = drafted ? state.version : (offer?.sent.version ?? 1);
  const priced = terms && bounded(() => pricedTerms(terms));
  const sums =
    priced &&
    bounded(() => ({
      subtotals: subtotalsOfPriced(priced),
      totals: totalsOf(priced, terms?.rounding),
    }));
  const rules = rulesOf(terms?.calculation);
  const pricedLines = new Map((priced ?? []).map((one) => [one.line.lineId, one]));
  const answers = new Map(
    drafted ? [] : (offer?.answers ?? []).map((answer) => [answer.lineId, answer]),
  );
  const lines = (terms?.positions ?? [])
    .flatMap(({ main, alternatives }) => [main, ...alternatives])
    .map((line): QuotationLineView => {
      const one = pricedLines.get(line.lineId);
      const answer = answers.get(line.lineId);
      const percent = one?.margin && percentages(one.net, one.margin);
      return present({
        line,
        counts: one !== undefined,
        net: one?.net,
        margin: one?.margin,
        marginPercent: percent?.margin,
        markupPercent: percent?.markup,
        accepted: answer?.accepted,
        rejection: answer?.rejection?.reason,
      });
    });
  return present({
    kind: 'quotation' as const,
    partyId: state.record.header.partyId,
    version,
    number: quotationNumber(state.record.header.quotationId, version),
    validUntil: offer?.validUntil,
    opportunityId: state.record.opportunityId ?? state.record.header.opportunityId,
    lines,
    subtotals: sums?.subtotals ?? [],
    totals: sums?.totals ?? [],
    tooLarge: terms !== undefined && sums === undefined ? (true as const) : undefined,
    calculation: { tax: rules.tax, rounding: rules.rounding },
    sent: state.record.offers.map(({ sent }) => sent.version),
  });
};
