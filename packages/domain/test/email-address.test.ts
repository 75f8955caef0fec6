import { EmailAddress } from '@presales/domain';
import { PartyDetails } from '@presales/domain/party';

describe('an e-mail address', () => {
  it.each([
    'anna@example.org',
    'Anna.Pop+shop@mail.example.co.uk',
    "o'brien_1-x@example.org",
    'josé@example.org',
    'anna@bücher.example',
    'anna@xn--bcher-kva.example',
    'почта@пример.рф',
    '用户@例え.テスト',
    'δοκιμή@παράδειγμα.ελ',
    'x@straße.example',
    'anna/sales=x@example.org',
    'a@i❤.ws',
  ])('may be %s', (email) => expect(EmailAddress.parse(email)).toBe(email));

  it.each([
    [' anna@example.org\u200b', 'anna@example.org'],
    ['jose\u0301@bu\u0308cher.example', 'josé@bücher.example'],
    ['\ufeffanna@example.org\u00a0', 'anna@example.org'],
  ])('is kept as it is seen: %j', (typed, email) => expect(EmailAddress.parse(typed)).toBe(email));

  it.each([
    '',
    'anna',
    '@example.org',
    'anna@',
    'anna@localhost',
    'anna@@example.org',
    'anna pop@example.org',
    '.anna@example.org',
    'anna.@example.org',
    'an..na@example.org',
    'anna@example..org',
    'anna@.example.org',
    'anna@example.org.',
    'anna@10.0.0.1',
    'anna@ä.1',
    'anna@bücher.example:25',
    'anna@bücher.example/x',
    'anna@bü cher.example',
    'anna@bücher%2eexample.org',
    'anna@example.org, ben@example.org',
    'Anna <anna@example.org>',
    'anna\n@example.org',
  ])('is never %j', (email) => expect(EmailAddress.safeParse(email).success).toBe(false));

  it('of a party may be spelt in letters of any script', () =>
    expect(
      PartyDetails.parse({ kind: 'person', name: 'José', email: 'josé@bücher.example' }),
    ).toEqual({ kind: 'person', name: 'José', email: 'josé@bücher.example' }));
});
