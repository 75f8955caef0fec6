import { styleOf, wantsColour } from '../src/style.ts';

describe('Colour', () => {
  it.each([
    ['on a terminal', true, {}, true, true],
    ['not in a pipe', false, {}, true, false],
    ['not with --no-color', true, {}, false, false],
    ['not with NO_COLOR', true, { NO_COLOR: '1' }, true, false],
    ['with an empty NO_COLOR, which says nothing', true, { NO_COLOR: '' }, true, true],
    ['not on a terminal that can only print', true, { TERM: 'dumb' }, true, false],
  ])('is there %s', (_, terminal, env, option, wanted) => {
    expect(wantsColour(terminal, env, option)).toBe(wanted);
  });

  it('is nothing but the text where it is not wanted', () => {
    const { heading, faint } = styleOf(false);
    expect([heading('x'), faint('x')]).toEqual(['x', 'x']);
    expect(styleOf(true).heading('x')).toBe('\u001b[1mx\u001b[22m');
  });
});
