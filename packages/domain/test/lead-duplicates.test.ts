import { normalisedEmail, normalisedPhone, publicMailDomains } from '@presales/domain';
import { type Contact, duplicateCandidates, duplicateKeys } from '@presales/domain/lead';
import fc from 'fast-check';

describe('a contact is known again', () => {
  it('by an e-mail address, whatever its letters’ case', () =>
    expect(normalisedEmail('  Anna.Pop@Example.ORG ')).toBe('anna.pop@example.org'));

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
  ] as const)('by a telephone number: %s in %s is %s', (phone, country, normalised) =>
    expect(normalisedPhone(phone, country)).toBe(normalised),
  );

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

  it.each([...publicMailDomains])('by no domain that strangers share: %s', (domain) => {
    expect(domain).toMatch(/^[a-z0-9-]+(\.[a-z]+)+$/);
    expect(duplicateKeys({ email: `anna@${domain}` })).toEqual([`email:anna@${domain}`]);
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
