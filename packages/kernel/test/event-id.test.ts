import fc from 'fast-check';
import { v5 } from 'uuid';
import { nameUuid } from '../src/event-id.ts';

it('a name has the UUID that RFC 9562 gives it', () =>
  expect(nameUuid('www.example.com', '6ba7b810-9dad-11d1-80b4-00c04fd430c8')).toBe(
    '2ed6657d-e927-568b-95e1-2665a8aea6a2',
  ));

it('any name, in any namespace, has the UUID that others make of it', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.uuid(), (name, namespace) => {
      expect(nameUuid(name, namespace)).toBe(v5(name, namespace));
    }),
  ));
