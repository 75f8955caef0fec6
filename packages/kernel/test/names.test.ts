import {
  BasisPoints,
  categoryOf,
  derivedId,
  Id,
  idOf,
  Note,
  Percent,
  parse,
  streamName,
  Text,
} from '@presales/kernel';
import { eventId } from '@presales/kernel/store';
import fc from 'fast-check';

describe('an id', () => {
  it.each(['a', 'Q-2026/17', 'Ärger & Söhne', '日本', '🙂', 'x'.repeat(200)])('may be %j', (id) =>
    expect(parse(Id, id, 'id')).toBe(id),
  );

  it.each([
    ['nothing', ''],
    ['too long', 'x'.repeat(201)],
    ['nothing that is seen', ' \u200b\ufeff'],
    ['a line break', 'a\nb'],
    ['a null character', 'a\u0000b'],
    ['an escape', '\u001b[31m'],
    ['a C1 control', 'a\u0085b'],
    ['a line separator', 'a\u2028b'],
    ['half a surrogate pair', 'a\ud83d'],
  ])('may not be or hold %s', (_, id) => expect(Id.safeParse(id).success).toBe(false));

  it('is measured in the form that it gets', () =>
    expect(parse(Id, `${'e\u0301'.repeat(200)}\u200b`, 'id')).toBe('é'.repeat(200)));

  it('names one stream in whatever form it is typed', () =>
    expect(streamName('party', ' Cafe\u0301\u200b  Nord')).toBe(streamName('party', 'Café Nord')));
});

describe('text', () => {
  it('is one line, a note is several', () => {
    const lines = 'first\n\tsecond\r\n';
    expect(Text.safeParse(lines).success).toBe(false);
    expect(Note.safeParse(lines).success).toBe(true);
    expect(Text.safeParse('one line').success).toBe(true);
  });

  it.each(['', '  ', 'a\u0000', '\ud83d', 'x'.repeat(4_001)])('is never %j', (text) => {
    expect(Text.safeParse(text).success).toBe(false);
    expect(Note.safeParse(text).success).toBe(false);
  });
});

it('shares and chances are whole numbers up to the whole', () => {
  for (const points of [0, 1, 10_000]) expect(BasisPoints.safeParse(points).success).toBe(true);
  for (const points of [-1, 10_001, 0.5]) expect(BasisPoints.safeParse(points).success).toBe(false);
  for (const percent of [0, 100]) expect(Percent.safeParse(percent).success).toBe(true);
  for (const percent of [-1, 101, 0.5]) expect(Percent.safeParse(percent).success).toBe(false);
});

describe('a stream', () => {
  it('is named by category and id, and tells both', () => {
    expect(streamName('quotation', 'Q-2026-17')).toBe('quotation-Q-2026-17');
    expect(categoryOf('quotation-Q-2026-17')).toBe('quotation');
    expect(idOf('quotation-Q-2026-17')).toBe('Q-2026-17');
    expect([categoryOf('alone'), idOf('alone')]).toEqual(['alone', 'alone']);
  });

  it('is told apart from every other by its name', () =>
    fc.assert(
      fc.property(
        fc.string().filter((id) => Id.safeParse(id).data === id),
        (id) => {
          const name = streamName('campaignMember', id);
          expect([categoryOf(name), idOf(name)]).toEqual(['campaignMember', id]);
        },
      ),
    ));

  it.each(['', 'a-b', 'Lead', '1a', '$lead', 'lead_x'])('has no category %j', (category) =>
    expect(() => streamName(category, 'a')).toThrow(
      'category: expected letters and digits, beginning in lower case',
    ),
  );

  it('has no id that is none', () =>
    expect(() => streamName('lead', '')).toThrow('id of a stream in category lead: expected'));
});

describe('an event id', () => {
  // Golden: were one of these to change, every retried append and every redelivery would double.
  it('is the same for ever', () => {
    expect(eventId('lead-1', 'import:42', 0)).toBe('a6a8a5a6-77a7-5970-aecc-df63ad91b64c');
    expect(eventId('lead-1', 'import:42', 1)).toBe('f416703e-3382-5c10-ab93-b6536b8b6825');
    expect(derivedId('paid-shop-order-wins-opportunity', 'b2', 7)).toBe(
      '64835a6a-0562-5e50-861f-726a8855e64d',
    );
  });

  it('is a lower-case UUID of version 5', () =>
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(), (stream, commandId, index) =>
        expect(eventId(stream, commandId, index)).toMatch(
          /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        ),
      ),
    ));

  it('differs for another stream, another command, another index and another split of the same parts', () => {
    const ids = [
      eventId('a', 'a', 1),
      eventId('a', 'a', 11),
      eventId('a', 'a/1', 1),
      eventId('a', 'b', 1),
      eventId('b', 'a', 1),
      derivedId('a', 1),
      derivedId('a', '1'),
      derivedId('a1'),
      derivedId('a,1'),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });
});
