import {
  EmailAddress,
  normalisedEmail,
  normalisedPhone,
  normalisedPhones,
  publicMailDomains,
} from '@presales/domain';
import { type Contact, duplicateCandidates, duplicateKeys } from '@presales/domain/lead';
import fc from 'fast-check';

describe('a contact is known again', () => {
  it('by an e-mail address, whatever its letters’ case', () =>
    expect(normalisedEmail('  Anna.Pop@Example.ORG ')).toBe('anna.pop@example.org'));

  it.each([
    ['anna@bücher.example', 'anna@xn--bcher-kva.example'],
    ['an\u200bna@acme.example', 'anna@acme.example'],
    ['\u202eanna@acme.example\ufeff', 'anna@acme.example'],
    ['anna@ac\u00adme.example', 'anna@acme.example'],
    ['anna@BÜCHER.example', 'anna@bücher.example'],
    ['anna@bu\u0308cher.example', 'anna@bücher.example'],
    ['anna@straße.example', 'anna@STRAßE.example'],
    ['anna@例え。テスト', 'anna@xn--r8jz45g.xn--zckzah'],
    ['почта@пример.рф', 'ПОЧТА@xn--e1afmkfd.xn--p1ai'],
    ['jose\u0301@acme.example', 'JOSÉ@acme.example'],
    ['josé\u200b@acme.example', 'josé@acme.example'],
    ['ΜΆΡΙΟΣ@acme.example', 'μάριος@acme.example'],
    ['İrem@acme.example', 'irem@acme.example'],
    ['ａｎｎａ@acme.example', 'anna@acme.example'],
    ['anna.pop+shop@gmail.com', 'annapop@googlemail.com'],
    ['anna+shop@outlook.com', 'Anna@outlook.com'],
    ['anna-shop@yahoo.com', 'anna@yahoo.com'],
    ['anna@pm.me', 'anna+x@proton.me'],
  ])('by an address in another spelling: %s is %s', (one, other) =>
    expect(normalisedEmail(EmailAddress.parse(one))).toBe(normalisedEmail(other)),
  );

  it.each([
    ['anna.pop@acme.example', 'annapop@acme.example'],
    ['anna+shop@acme.example', 'anna@acme.example'],
    ['anna.pop@outlook.com', 'annapop@outlook.com'],
    ['+shop@gmail.com', '@gmail.com'],
    ['jose@acme.example', 'josé@acme.example'],
    ['anna@bucher.example', 'anna@bücher.example'],
  ])('and by no other address: %s is not %s', (one, other) =>
    expect(normalisedEmail(one)).not.toBe(normalisedEmail(other)),
  );

  it('by every dot and plus where a business says that they count', () =>
    expect(duplicateKeys({ email: 'Anna.Pop+Shop@gmail.com' }, { providers: new Map() })).toEqual([
      'email:anna.pop+shop@gmail.com',
    ]));

  it('by an international domain as DNS spells it', () =>
    expect(duplicateKeys({ email: 'josé@bücher.example' })).toEqual([
      'email:josé@xn--bcher-kva.example',
      'domain:xn--bcher-kva.example',
    ]));

  it.each([
    ['+40 21 555 0100', undefined, '+40215550100'],
    ['0040 21 555 0100', 'RO', '+40215550100'],
    ['021 555 0100', 'RO', '+40215550100'],
    ['(021) 555-0100', 'RO', '+40215550100'],
    ['+40 21 555 0100 ext. 12', undefined, '+40215550100'],
    ['030 1234567', 'DE', '+49301234567'],
    ['021 555 0100', undefined, '0215550100'],
    ['123 456', undefined, '123456'],
    ['123-45', undefined, undefined],
    ['on request', 'RO', undefined],
    ['1-800-FLOWERS', 'US', '+18003569377'],
    ['1-800-flowers', 'US', '+18003569377'],
    ['1 (800) CALL NOW', 'US', '+18002255669'],
    ['1-800-FLOWERS', undefined, '18003569377'],
    ['+1 (800) GO-FEDEX', undefined, '+18004633339'],
    ['+49 (0)30 1234567', undefined, '+49301234567'],
    ['030 - 1234567', 'DE', '+49301234567'],
    ['0800 FLOWERS', 'DE', '+498003569377'],
    ['555 0100 ext. 12', undefined, '5550100'],
    ['+40 21 555 0100 int. 12', undefined, '+40215550100'],
    ['+49 30 1234567 Durchwahl 89', undefined, '+49301234567'],
    ['+40 21 555 0100x12', undefined, '+40215550100'],
    ['+40 21 555 0100 #12', undefined, '+40215550100'],
    ['Tel.: 021 555 0100', 'RO', '+40215550100'],
    ['021 555 0100 FAX', 'RO', '+40215550100'],
    ['030 1234567 (Büro)', 'DE', '+49301234567'],
    ['030/1234567', 'DE', '+49301234567'],
    ['\u202a+40\u00a021 555 0100\u202c', undefined, '+40215550100'],
    ['＋４０ ２１ ５５５ ０１００', undefined, '+40215550100'],
  ] as const)('by a telephone number: %s in %s is %s', (phone, country, normalised) => {
    expect(normalisedPhone(phone, country)).toBe(normalised);
    expect(normalisedPhones(phone, country)).toEqual(normalised === undefined ? [] : [normalised]);
  });

  it.each([
    ['021 555 0100 / 0744 555 123', ['+40215550100', '+40744555123']],
    ['021 555 0100/0744 555 123', ['+40215550100', '+40744555123']],
    ['021/5550100 / 0744/555123', ['+40215550100', '+40744555123']],
    ['021/5550100 - 0744/555123', ['+40215550100', '+40744555123']],
    ['tel 021 555 0100 fax 0744 555 123', ['+40215550100', '+40744555123']],
    ['021 555 0100 (mobil) 0744 555 123', ['+40215550100', '+40744555123']],
    ['021 555 0100 fax', ['+40215550100']],
    ['021 555 0100; 0744 555 123', ['+40215550100', '+40744555123']],
    ['021 555 0100, 0744 555 123', ['+40215550100', '+40744555123']],
    ['021 555 0100\n0744 555 123', ['+40215550100', '+40744555123']],
    ['021 555 0100 sau 0744 555 123', ['+40215550100', '+40744555123']],
    ['Tel: 021 555 0100, Mobil: 0744 555 123', ['+40215550100', '+40744555123']],
    ['+40 21 555 0100 +40 744 555 123', ['+40215550100', '+40744555123']],
    ['021 555 0100 ext. 12; 0744 555 123', ['+40215550100', '+40744555123']],
    ['021 555 0100, ext. 12', ['+40215550100']],
    ['T: 021 555 0100 M: 0744 555 123', ['+40215550100', '+40744555123']],
    ['021 555 0100 - 0744 555 123', ['+40215550100', '+40744555123']],
    ['021 555 0100 / +40 21 555 0100', ['+40215550100']],
    ['021/555 01 00', ['+40215550100']],
    ['n/a', []],
  ])('by every telephone number of a cell: %j', (cell, numbers) =>
    expect(normalisedPhones(cell, 'RO')).toEqual(numbers),
  );

  it('by the second of two numbers in one cell', () =>
    expect(
      duplicateCandidates(
        { id: 'anna', phone: '021 555 0100 / 0744 555 123' },
        [{ id: 'same', phone: '+40 744 555 123' }],
        { country: 'RO' },
      ),
    ).toEqual([{ id: 'same', keys: ['phone:+40744555123'] }]));

  it('by address, company domain and number', () =>
    expect(duplicateKeys({ email: 'Anna@Acme.example', phone: '+40 21 555 0100' })).toEqual([
      'email:anna@acme.example',
      'domain:acme.example',
      'phone:+40215550100',
    ]));

  it('by the whole address alone where strangers share the domain', () =>
    expect(duplicateKeys({ email: 'anna@gmail.com' })).toEqual(['email:anna@gmail.com']));

  it('by the whole address alone where a business says that strangers share the domain', () => {
    const publicDomains = new Set(['acme.example']);
    expect(duplicateKeys({ email: 'anna@acme.example' }, { publicDomains })).toEqual([
      'email:anna@acme.example',
    ]);
  });

  it('by a national number where the country is known', () =>
    expect(duplicateKeys({ phone: '021 555 0100' }, { country: 'RO' })).toEqual([
      'phone:+40215550100',
    ]));

  it('by what follows the last @ as its domain', () =>
    expect(duplicateKeys({ email: '"a@b"@acme.example' })).toContain('domain:acme.example'));

  it.each([
    ...['gmail.com', 'GMX.de', 'hotmail.co.uk', 'yahoo.ro', 'seznam.cz', 'wp.pl', 'libero.it'],
    ...['163.com', 'docomo.ne.jp', 'uol.com.br', 'tuta.com', 'fastmail.com', 'müll.email'],
  ])('by no domain that strangers share: %s', (domain) =>
    expect(duplicateKeys({ email: `anna@${domain}` })).toHaveLength(1),
  );

  it('by every domain that a company may have', () => {
    for (const domain of ['acme.example', 'sap.com', 'mail.acme.example', 'gmail.acme.example'])
      expect(duplicateKeys({ email: `anna@${domain}` })).toContain(`domain:${domain}`);
    // The list is kept by others: what it holds are domains, and many.
    expect(publicMailDomains.size).toBeGreaterThan(5_000);
    const odd = [...publicMailDomains].filter(
      (domain) => !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain),
    );
    expect(odd).toEqual([]);
  });

  it('by nothing when nothing is known', () => {
    expect(duplicateKeys({})).toEqual([]);
    expect(duplicateKeys({ phone: '12' })).toEqual([]);
  });
});

describe('who may be the same', () => {
  const anna: Contact = { id: 'anna', email: 'anna@acme.example', phone: '+40 21 555 0100' };

  it('is found by what they have in common, most first', () =>
    expect(
      duplicateCandidates(anna, [
        anna,
        { id: 'colleague', email: 'ben@acme.example' },
        { id: 'same', email: 'ANNA@acme.example', phone: '0040215550100' },
        { id: 'phone', phone: '+40215550100' },
        { id: 'stranger', email: 'zoe@other.example', phone: '+40 21 555 0199' },
      ]),
    ).toEqual([
      { id: 'same', keys: ['email:anna@acme.example', 'domain:acme.example'] },
      { id: 'colleague', keys: ['domain:acme.example'] },
      { id: 'phone', keys: ['phone:+40215550100'] },
    ]));

  it('is found by national numbers where the country is known', () =>
    expect(
      duplicateCandidates(anna, [{ id: 'same', phone: '021 555 0100' }], { country: 'RO' }),
    ).toEqual([{ id: 'same', keys: ['phone:+40215550100'] }]));

  it('is told by id among equals', () =>
    expect(
      duplicateCandidates({ id: 'x', email: 'anna@gmail.com' }, [
        { id: 'c', email: 'anna@gmail.com' },
        { id: 'a', email: 'anna@gmail.com' },
        { id: 'b', email: 'anna@gmail.com' },
      ]).map(({ id }) => id),
    ).toEqual(['a', 'b', 'c']));

  it('is nobody among strangers of one public mail domain', () =>
    expect(
      duplicateCandidates({ id: 'x', email: 'anna@gmail.com' }, [
        { id: 'y', email: 'ben@gmail.com' },
      ]),
    ).toEqual([]));

  const crowd = (size: number): readonly Contact[] =>
    Array.from({ length: size }, (_, index) => ({
      id: `p${String(index).padStart(2, '0')}`,
      email: `p${index}@acme.example`,
    }));

  // Odoo, crm_lead: a search that hits 21 records is irrelevant.
  it('may be one of twenty who share a key', () =>
    expect(duplicateCandidates(anna, crowd(20))).toHaveLength(20));

  it('is nobody of twenty-one who share a key: it says nothing', () =>
    expect(duplicateCandidates(anna, crowd(21))).toEqual([]));

  it('is found by another key when one says nothing', () =>
    expect(
      duplicateCandidates(anna, [...crowd(20), { id: 'same', email: 'anna@acme.example' }]),
    ).toEqual([{ id: 'same', keys: ['email:anna@acme.example'] }]));

  it('may be one of as many as a business says', () => {
    expect(duplicateCandidates(anna, crowd(2), { irrelevantFrom: 2 })).toEqual([]);
    expect(duplicateCandidates(anna, crowd(1), { irrelevantFrom: 2 })).toHaveLength(1);
  });

  it('finds each the other', () =>
    fc.assert(
      fc.property(
        fc.constantFrom('a@x.example', 'A@x.example', 'b@x.example', 'a@gmail.com'),
        fc.constantFrom('a@x.example', 'b@x.example', 'b@gmail.com', 'a@gmail.com'),
        (one, other) => {
          const [left, right] = [
            { id: 'l', email: one },
            { id: 'r', email: other },
          ];
          expect(duplicateCandidates(left, [right]).map(({ keys }) => keys)).toEqual(
            duplicateCandidates(right, [left]).map(({ keys }) => keys),
          );
        },
      ),
    ));
});
