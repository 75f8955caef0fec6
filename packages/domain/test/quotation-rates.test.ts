import type { FrozenRates } from '@presales/domain';
import {
  priced,
  type QuotationCommand,
  type QuotationEvent,
  subtotalsOf,
  totalsOf,
} from '@presales/domain/quotation';
import { money } from '@presales/kernel';
import {
  accept,
  accepted,
  added,
  at,
  chair,
  declined,
  drafted,
  euros,
  expired,
  frozen,
  given,
  header,
  inPlay,
  lamp,
  quotationId,
  rates,
  revised,
  sent,
  supersededBy,
  validUntil,
} from './quotation-story.ts';

const freeze = (rates: FrozenRates): QuotationCommand => ({
  type: 'FreezeExchangeRates',
  data: { quotationId, rates, at },
});
const unfreeze: QuotationCommand = { type: 'UnfreezeExchangeRates', data: { quotationId, at } };
const unfrozen: QuotationEvent = { type: 'ExchangeRatesUnfrozen', data: { quotationId } };
const dearer: FrozenRates = { ...rates, rates: [{ currency: 'USD', rate: '0.95' }] };
const incomplete: FrozenRates = { ...rates, rates: [] };
const contradictory: FrozenRates = {
  ...rates,
  rates: [...rates.rates, { currency: 'USD', rate: '1' }],
};

const draft = [drafted, added(chair), added(lamp)];
const offer = [...draft, sent(1, chair, lamp)];
const worth = (net: number) => ({
  net: money(net, 'EUR'),
  margin: money(0, 'EUR'),
  netOfUnknownCost: money(net, 'EUR'),
});
const acceptedAt = (net: number): QuotationEvent => ({
  type: 'QuotationAccepted',
  data: { quotationId, version: 1, subtotals: subtotalsOf([chair, lamp]), value: worth(net) },
});

describe('the exchange rates of a quotation', () => {
  it('are frozen in the draft, or once it was sent (S67)', () => {
    given(...draft)
      .when(freeze(rates))
      .emits(frozen(rates));
    given(...offer)
      .when(freeze(rates))
      .emits(frozen(rates));
  });

  it('are frozen again where they are others, so that history shows both (S67)', () => {
    given(...draft, frozen(rates))
      .when(freeze(rates))
      .changesNothing();
    given(...draft, frozen(rates))
      .when(freeze(dearer))
      .emits(frozen(dearer));
    given(...offer, frozen(rates), frozen(dearer))
      .when(accept())
      .emits(acceptedAt(147_50));
  });

  it('are unfrozen, and frozen no more (S67)', () => {
    given(...draft, frozen(rates))
      .when(unfreeze)
      .emits(unfrozen);
    given(...draft)
      .when(unfreeze)
      .changesNothing();
    given(...draft, frozen(rates), unfrozen)
      .when(unfreeze)
      .changesNothing();
    given(...offer, frozen(rates))
      .when(unfreeze)
      .emits(unfrozen);
    given(...offer, frozen(rates), unfrozen)
      .when(accept())
      .refuses({ code: 'quotation/rates-missing', currencies: ['EUR', 'USD'] });
  });

  it('name every currency of its lines but the base', () => {
    given(...draft)
      .when(freeze(incomplete))
      .refuses({ code: 'quotation/rates-missing', currencies: ['USD'], base: 'EUR' });
    given(...offer)
      .when(freeze(incomplete))
      .refuses({ code: 'quotation/rates-missing', currencies: ['USD'], base: 'EUR' });
    given(drafted).when(freeze(incomplete)).emits(frozen(incomplete));
    given(drafted, added(chair)).when(freeze(incomplete)).emits(frozen(incomplete));
  });

  it('are those of the version being written, not of the one that was sent', () =>
    given(...inPlay, revised, added(lamp))
      .when(freeze(incomplete))
      .refuses({ code: 'quotation/rates-missing', currencies: ['USD'], base: 'EUR' }));

  it('say one thing', () =>
    given(...draft)
      .when(freeze(contradictory))
      .refuses({ code: 'quotation/rates-contradictory', currency: 'USD' }));

  it('that are frozen value the acceptance, whatever the rates of the day (B6)', () => {
    given(...offer, frozen(rates))
      .when(accept())
      .emits(acceptedAt(146_00));
    given(...offer, frozen(rates))
      .when(accept(1, at, rates))
      .emits(acceptedAt(146_00));
    given(...offer, frozen(rates))
      .when(accept(1, at, dearer))
      .refuses({ code: 'quotation/rates-frozen', rateDate: '2026-03-02' });
  });

  it('that are frozen do not do for a currency that came later', () =>
    given(drafted, added(chair), frozen(incomplete), added(lamp), sent(1, chair, lamp))
      .when(accept())
      .refuses({ code: 'quotation/rates-missing', currencies: ['USD'], base: 'EUR' }));

  it('stay frozen after the acceptance (S67)', () => {
    given(...offer, frozen(rates), acceptedAt(146_00))
      .when(unfreeze)
      .refuses({ code: 'quotation/closed', status: 'accepted' });
    given(...offer, frozen(rates), acceptedAt(146_00))
      .when(freeze(dearer))
      .refuses({ code: 'quotation/closed', status: 'accepted' });
  });

  it('belong to a quotation that is there', () => {
    given().when(freeze(rates)).refuses({ code: 'quotation/not-drafted' });
    given().when(unfreeze).refuses({ code: 'quotation/not-drafted' });
  });
});

describe('sending may freeze the rates, as a setting (B6)', () => {
  const send = (more: object): QuotationCommand => ({
    type: 'SendQuotation',
    data: { quotationId, validUntil, ...more, at },
  });
  const out = sent(1, chair, lamp);

  it('that it brings', () =>
    given(...draft)
      .when(send({ rates, freezeRates: true }))
      .emits(frozen(rates), out));

  it('before the version that it supersedes the former with', () =>
    given(...offer, revised)
      .when(send({ rates, freezeRates: true }))
      .emits(
        frozen(rates),
        {
          type: 'QuotationSent',
          data: {
            quotationId,
            version: 2,
            validUntil,
            subtotals: subtotalsOf([chair, lamp]),
            totals: totalsOf(priced([chair, lamp])),
          },
        },
        supersededBy(2),
      ));

  it('and does not unless it is set', () => {
    given(...draft)
      .when(send({ rates }))
      .emits(out);
    given(...draft)
      .when(send({ rates, freezeRates: false }))
      .emits(out);
  });

  it('and leaves those that are frozen already', () => {
    given(...draft, frozen(rates))
      .when(send({ freezeRates: true }))
      .emits(out);
    given(...draft, frozen(rates))
      .when(send({ rates, freezeRates: true }))
      .emits(out);
    given(...draft, frozen(rates))
      .when(send({ rates: dearer, freezeRates: true }))
      .emits(frozen(dearer), out);
  });

  it('and needs some for several currencies, complete and of one word', () => {
    given(...draft)
      .when(send({ freezeRates: true }))
      .refuses({ code: 'quotation/rates-missing', currencies: ['EUR', 'USD'] });
    given(...draft)
      .when(send({ rates: incomplete, freezeRates: true }))
      .refuses({ code: 'quotation/rates-missing', currencies: ['USD'], base: 'EUR' });
    given(...draft)
      .when(send({ rates: contradictory, freezeRates: true }))
      .refuses({ code: 'quotation/rates-contradictory', currency: 'USD' });
  });

  it('and needs none for a single currency', () =>
    given(drafted, added(chair))
      .when(send({ freezeRates: true }))
      .emits(sent(1, chair)));
});

describe('following a quotation', () => {
  const follow = (opportunityId: string, more: object = {}): QuotationCommand => ({
    type: 'FollowQuotation',
    data: { quotationId, opportunityId, ...more, at },
  });
  const followed: QuotationEvent = {
    type: 'QuotationFollowed',
    data: { quotationId, opportunityId: 'o1' },
  };

  it('as a deal over time begins as a draft or once it was sent (S66)', () => {
    given(drafted).when(follow('o1')).emits(followed);
    given(...inPlay)
      .when(follow('o1'))
      .emits(followed);
    given(...inPlay)
      .when(follow('o1', { ownerId: 'anna' }))
      .emits({
        type: 'QuotationFollowed',
        data: { quotationId, opportunityId: 'o1', ownerId: 'anna' },
      });
  });

  it('happens once, as one deal', () => {
    given(...inPlay, followed)
      .when(follow('o1'))
      .changesNothing();
    given(...inPlay, followed)
      .when(follow('o2'))
      .refuses({ code: 'quotation/already-followed', opportunityId: 'o1' });
  });

  it('is so from the start where it was drafted for a deal', () => {
    const forDeal: QuotationEvent = {
      type: 'QuotationDrafted',
      data: { ...header, opportunityId: 'o1' },
    };
    given(forDeal).when(follow('o1')).changesNothing();
    given(forDeal)
      .when(follow('o2'))
      .refuses({ code: 'quotation/already-followed', opportunityId: 'o1' });
  });

  it('does not make it another quotation when it is drafted again', () =>
    given(drafted, followed)
      .when({ type: 'DraftQuotation', data: { ...header, at } })
      .changesNothing());

  it('goes on while it is taken in part', () =>
    given(...inPlay, {
      type: 'QuotationPartiallyAccepted',
      data: { quotationId, version: 1, subtotals: [euros], value: euros },
    })
      .when(follow('o1'))
      .emits(followed));

  it('is too late once it was declined, and too early before it is there', () => {
    given(...inPlay, declined)
      .when(follow('o1'))
      .refuses({ code: 'quotation/closed', status: 'declined' });
    given().when(follow('o1')).refuses({ code: 'quotation/not-drafted' });
  });

  it('is possible after its acceptance, which then wins the deal', () =>
    given(...inPlay, accepted())
      .when(follow('o1'))
      .emits(followed));

  it('is possible after its validity, for a revision', () =>
    given(...inPlay, expired)
      .when(follow('o1'))
      .emits(followed));
});
