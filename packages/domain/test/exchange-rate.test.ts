import {
  type ExchangeRateCommand,
  type ExchangeRateEvent,
  exchangeRate,
} from '@presales/domain/exchange-rate';
import { scenario } from '@presales/testing';

const { given } = scenario(exchangeRate);

const at = '2026-03-02T15:00:00.000Z';
const details = {
  from: 'EUR',
  to: 'USD',
  rate: '1.0842',
  rateDate: '2026-03-02',
  source: 'ecb',
};
const publish = (more: Partial<typeof details> = {}): ExchangeRateCommand => ({
  type: 'PublishExchangeRate',
  data: { ...details, ...more, at },
});
const published = (more: Partial<typeof details> = {}): ExchangeRateEvent => ({
  type: 'ExchangeRatePublished',
  data: { ...details, ...more },
});

describe('an exchange rate', () => {
  it('is published for a day by a source (S67, B6)', () =>
    given().when(publish()).emits(published()));

  it('is published once', () => given(published()).when(publish()).changesNothing());

  it('takes 1.08420 for 1.0842', () =>
    given(published())
      .when(publish({ rate: '1.08420' }))
      .changesNothing());

  it('does not take 10 for 1', () =>
    given(published({ rate: '1' }))
      .when(publish({ rate: '10' }))
      .emits(published({ rate: '10' })));

  it('takes 1.0 for 1', () =>
    given(published({ rate: '1' }))
      .when(publish({ rate: '1.0' }))
      .changesNothing());

  it('is corrected by another one for the same day', () =>
    given(published())
      .when(publish({ rate: '1.09' }))
      .emits(published({ rate: '1.09' })));

  it('may be corrected back', () =>
    given(published(), published({ rate: '1.09' }))
      .when(publish())
      .emits(published()));

  it.each([{ rateDate: '2026-03-03' }, { source: 'bnr' }])(
    'is another one for another day or source: %o',
    (other) => given(published()).when(publish(other)).emits(published(other)),
  );

  it('is not forgotten when another source publishes its own', () =>
    given(
      published(),
      published({ source: 'bnr', rate: '1.1' }),
      published({ rateDate: '2026-03-03' }),
    )
      .when(publish())
      .changesNothing());

  it('is of two currencies', () =>
    given()
      .when(publish({ to: 'EUR' }))
      .refuses({ code: 'exchange-rate/same-currency', currency: 'EUR' }));

  it('has a stream for each pair and year', () => {
    expect(exchangeRate.identify(publish())).toBe('EUR.USD.2026');
    expect(exchangeRate.identify(publish({ rateDate: '2025-12-31' }))).toBe('EUR.USD.2025');
  });
});
