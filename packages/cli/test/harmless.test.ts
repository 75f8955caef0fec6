import { harmless, harmlessLines, harmlessly, harmlessOutput } from '../src/harmless.ts';

describe('Text for a terminal', () => {
  it('loses escape sequences, line breaks and marks that turn the direction of writing', () => {
    expect(harmless('Ana\u001b[31m\r\n\u009b1m\u007f\u2028\u202eend\u2066')).toBe(
      'Ana\ufffd[31m\ufffd\ufffd\ufffd1m\ufffd\ufffd\ufffdend\ufffd',
    );
  });

  it('keeps every letter of every script', () => {
    expect(harmless('Someș Bürowelt 株式会社 👍 –')).toBe('Someș Bürowelt 株式会社 👍 –');
  });

  it('keeps the line breaks of several lines', () => {
    expect(harmlessLines('one\ntwo\u0007')).toBe('one\ntwo\ufffd');
  });

  it('goes through a whole report, numbers and absences untouched', () => {
    expect(
      harmlessly({ 'na\u0000me': ['\u001b', 1, 2n, undefined, null, { text: 'ok' }] }),
    ).toEqual({ 'na\ufffdme': ['\ufffd', 1, 2n, undefined, null, { text: 'ok' }] });
  });

  it('keeps the codes of our own styles where colour is wanted, and no others', () => {
    const text = '\u001b[1mHeading\u001b[22m\n\u001b[2mfaint\u001b[22m \u001b[31mred\u001b[2J';
    expect(harmlessOutput(text, true)).toBe(
      '\u001b[1mHeading\u001b[22m\n\u001b[2mfaint\u001b[22m \ufffd[31mred\ufffd[2J',
    );
    expect(harmlessOutput(text, false)).toBe(
      '\ufffd[1mHeading\ufffd[22m\n\ufffd[2mfaint\ufffd[22m \ufffd[31mred\ufffd[2J',
    );
  });
});
