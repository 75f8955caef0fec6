import { Id, identityText, lineText, Text, visibleText } from '@presales/kernel';
import fc from 'fast-check';

describe('text that looks the same identifies the same', () => {
  it.each([
    ['composed and decomposed letters', 'Cafe\u0301', 'Café'],
    ['a zero-width blank', 'Acme\u200b', 'Acme'],
    ['a byte order mark', '\ufeffAcme', 'Acme'],
    ['a word joiner', 'Ac\u2060me', 'Acme'],
    ['a soft hyphen', 'Donau\u00addampfer', 'Donaudampfer'],
    ['a soft hyphen before an accent', 'e\u00ad\u0301', 'é'],
    ['marks of direction around a pasted number', '\u202a+40 21\u202c\u200e', '+40 21'],
    ['blanks at both ends', '  Acme\u00a0', 'Acme'],
    ['two blanks', 'Café  Nord', 'Café Nord'],
    ['blanks that do not break', 'Café\u00a0\u202fNord', 'Café Nord'],
    ['wide blanks', '山田\u3000太郎', '山田 太郎'],
    ['Hangul syllables by their letters', '\u1112\u1161\u11ab', '한'],
    ['the ångström sign', '\u212b', 'Å'],
    ['joiners', 'می\u200cخواهم', 'میخواهم'],
    ['a selector of how a sign is drawn', '❤\ufe0f', '❤'],
  ])('with %s', (_, typed, expected) => {
    expect(identityText(typed)).toBe(expected);
    expect(Id.parse(typed)).toBe(expected);
  });

  it.each([
    ['upper and lower case', 'acme', 'Acme'],
    ['accents', 'Rene', 'René'],
    ['ligatures and wide letters', 'ﬁ', 'fi'],
    ['letters of other scripts', 'Асme', 'Acme'],
    ['a hyphen and a blank', 'A-B', 'A B'],
  ])('but not with %s', (_, one, other) => expect(identityText(one)).not.toBe(identityText(other)));
});

describe('a name is kept as it is seen', () => {
  it.each([
    ['composed, with single blanks', ' Rene\u0301  Nord\u200b', 'René Nord'],
    ['with the joiners that Persian spells with', 'می\u200cخواهم', 'می\u200cخواهم'],
    ['with the joiners that Hindi spells with', 'क्\u200dष', 'क्\u200dष'],
    [
      'with emoji that are held together',
      '👩🏽\u200d💻 ❤\ufe0f\u200d🔥',
      '👩🏽\u200d💻 ❤\ufe0f\u200d🔥',
    ],
    ['without joiners that join nothing', '\u200dAli\u200cReza\u200d', 'AliReza'],
    ['without joiners at the end of a word', 'क्\u200d ب\u200d', 'क् ب'],
  ])('%s', (_, typed, expected) => {
    expect(lineText(typed)).toBe(expected);
    expect(Text.parse(typed)).toBe(expected);
  });

  it('and a cell keeps the blanks and line breaks inside it', () =>
    expect(visibleText('\ufeff 1\u00a0234  e\u0301\n\tx ')).toBe('1\u00a0234  é\n\tx'));
});

/** Pieces of text among which every pair can meet. */
const anyText = fc
  .array(
    fc.constantFrom(
      ...[
        'a',
        'e',
        '\u0301',
        'ب',
        'क',
        '्',
        '\u1100',
        '\u1161',
        '\u212b',
        '👩',
        '🏽',
        '❤',
        '\ufe0f',
      ],
      ...[
        '\u200b',
        '\u200c',
        '\u200d',
        '\u00ad',
        '\u034f',
        '\ufeff',
        ' ',
        '\u00a0',
        '\n',
        '\u202e',
      ],
    ),
    { maxLength: 8 },
  )
  .map((pieces) => pieces.join(''));

it.each([
  ['identity', identityText],
  ['line', lineText],
  ['cell', visibleText],
])('what has its form keeps it: %s', (_, form) =>
  fc.assert(
    fc.property(anyText, (text) => {
      const once = form(text);
      expect(form(once)).toBe(once);
      expect(once.normalize('NFC')).toBe(once);
    }),
    { numRuns: 2_000 },
  ),
);

it('an id is the same in each of its Unicode forms, and with anything invisible in it', () =>
  fc.assert(
    fc.property(anyText, (text) => {
      const id = identityText(text);
      for (const form of ['NFC', 'NFD'] as const)
        expect(identityText(text.normalize(form))).toBe(id);
      expect(identityText([...text].join('\u200b'))).toBe(identityText(text));
    }),
    { numRuns: 2_000 },
  ));
