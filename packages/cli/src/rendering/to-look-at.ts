import { localDate } from '@presales/kernel';
import type { FunnelReport } from '@presales/projections';
import type { Style } from '../style.ts';
import { firstOf } from './first-of.ts';
import { countText, moneyText } from './numbers.ts';
import { cut, table } from './table.ts';

type DealToReview = FunnelReport['toReview'][number];
type ReviewReason = DealToReview['reasons'][number];
type UncountedSale = NonNullable<FunnelReport['uncounted']>[number];

/** What somebody should look at: deals to be reviewed, and sales that no figure has. Else nothing. */
export const toLookAt = (
  { toReview, uncounted = [], calendar }: FunnelReport,
  style: Style,
): readonly string[] => [
  ...(toReview.length === 0 ? [] : ['', toReviewText(toReview, style)]),
  ...(uncounted.length === 0 ? [] : ['', uncountedText(uncounted, calendar.zone, style)]),
];

/** In the order in which they are shown. */
const reasonTexts: Readonly<Record<ReviewReason, string>> = {
  'past-due': 'past the expected day',
  certain: 'at 100 %, not won',
  stale: 'too long at their step',
  'quotation-over': 'their quotation is over',
  'refund-due': 'a refund is to be paid',
  implausible: 'worth more than is likely',
};

/** Ids are shown whole, because they are asked about next: one at least, more where there is room. */
const idsWidth = 36;

/** A deal with several reasons is in the line of each. */
const toReviewText = (deals: readonly DealToReview[], style: Style): string =>
  table(
    [{ heading: 'To review' }, { heading: 'Deals', align: 'right' }, { heading: '' }],
    // The record has every reason as its key, and no other.
    (Object.keys(reasonTexts) as ReviewReason[]).flatMap((reason) => {
      const ids = deals
        .filter(({ reasons }) => reasons.includes(reason))
        .map(({ opportunityId }) => opportunityId);
      return ids.length === 0
        ? []
        : [[reasonTexts[reason], countText(ids.length), firstOf(ids, idsWidth)]];
    }),
    style.heading,
  );

const whyTexts: Readonly<Record<UncountedSale['why'], string>> = {
  'no-deal': 'followed as no deal',
  'deal-open': 'its deal is open',
  'deal-lost': 'its deal is lost',
  'deal-won-otherwise': 'its deal was won without it',
  'deal-missing': 'its deal is not in the funnel',
};

/** How many accepted quotations are shown; JSON has all. */
const salesShown = 10;

const uncountedText = (sales: readonly UncountedSale[], zone: string, style: Style): string => {
  const more = sales.length - salesShown;
  return [
    style.heading('Accepted, counted nowhere'),
    table(
      [
        { heading: 'quotation' },
        { heading: 'customer', most: 18 },
        { heading: 'accepted' },
        { heading: 'worth', align: 'right' },
        { heading: 'why' },
      ],
      sales
        .slice(0, salesShown)
        .map(({ quotationId, partyId = '–', acceptedAt, value, why, opportunityId }) => [
          quotationId,
          partyId,
          localDate(acceptedAt, zone),
          moneyText(value.net),
          `${whyTexts[why]}${opportunityId === undefined ? '' : ` (${cut(opportunityId, 18)})`}`,
        ]),
      style.heading,
    ),
    ...(more > 0 ? [`… and ${countText(more)} more`] : []),
  ].join('\n');
};
