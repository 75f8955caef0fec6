import fc from 'fast-check';
import { jsonText, toJson } from '../src/json.ts';

describe('JSON', () => {
  it('writes money as a decimal text in major units, however deep it stands', () => {
    expect(
      toJson({ deals: [{ value: { amount: 225_193_000, currency: 'USD', scale: 2 } }] }),
    ).toEqual({ deals: [{ value: { amount: '2251930.00', currency: 'USD' } }] });
  });

  it.each([
    [{ amount: -5, currency: 'EUR', scale: 2 }, '-0.05'],
    [{ amount: 1_500, currency: 'JPY', scale: 0 }, '1500'],
    [{ amount: 125, currency: 'USD', scale: 4 }, '0.0125'],
  ])('%j is %s', (money, amount) => {
    expect(toJson(money)).toEqual({ amount, currency: money.currency });
  });

  it('writes a figure that is larger than numbers are exact to the cent', () => {
    const figure = { amount: 11_999_999_999_999_988n, currency: 'EUR', scale: 2 };
    expect(jsonText({ figure })).toBe(
      '{"figure":{"amount":"119999999999999.88","currency":"EUR"}}',
    );
  });

  it('takes for money only what has its three fields and no other', () => {
    const rate = { amount: 1, currency: 'EUR', scale: 2, source: 'bank' };
    expect(toJson(rate)).toEqual(rate);
    expect(toJson({ amount: '1', currency: 'EUR', scale: 2 })).toEqual({
      amount: '1',
      currency: 'EUR',
      scale: 2,
    });
  });

  it('writes positions as text, maps as objects, sets as lists, and leaves out what is not', () => {
    expect(
      toJson({
        position: 12n,
        members: new Map([['ana', { from: '2025-01-01' }]]),
        steps: new Set(['call', 'offer']),
        asOf: undefined,
        nothing: null,
      }),
    ).toEqual({
      position: '12',
      members: { ana: { from: '2025-01-01' } },
      steps: ['call', 'offer'],
      nothing: null,
    });
  });

  it('is never obeyed by a terminal, and reads back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const written = jsonText({ text });
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
        expect(written).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/);
        expect(JSON.parse(written)).toEqual({ text });
      }),
    );
    expect(jsonText('\u009b31m\u202e')).toBe('"\\u009b31m\\u202e"');
  });
});
