import shared from '@eventstore/db-client/generated/shared_pb.js';
import fc from 'fast-check';
import { expectedNumber, expectedOf } from '../src/wire/expected-revision.ts';
import { uuidOf, uuidText } from '../src/wire/uuid.ts';

describe('an id on the wire', () => {
  it('is the same in either form', () =>
    fc.assert(
      fc.property(fc.uuid(), fc.constantFrom('text', 'structured'), (id, form) => {
        const sent = shared.UUID.deserializeBinary(uuidOf(id, form).serializeBinary());
        expect(sent.hasStructured()).toBe(form === 'structured');
        expect(uuidText(sent)).toBe(id);
      }),
    ));

  it('is told apart from others in lower case only', () =>
    expect(uuidText(uuidOf('A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', 'text'))).toBe(
      'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
    ));
});

describe('an expectation on the wire', () => {
  const options = (chosen: 'any' | 'none' | 'exists' | 'exact') => ({
    hasAny: () => chosen === 'any',
    hasNoStream: () => chosen === 'none',
    hasStreamExists: () => chosen === 'exists',
  });

  it.each([
    ['any', 'any', -2n],
    ['none', 'no-stream', -1n],
    ['exists', 'stream-exists', -4n],
    ['exact', 5n, 5n],
  ] as const)('is %s', (chosen, expected, number) => {
    expect(expectedOf(options(chosen), '5')).toBe(expected);
    expect(expectedNumber(expected)).toBe(number);
  });
});
