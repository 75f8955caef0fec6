import { redraws } from '../src/context.ts';
import { styleOf, wantsColour } from '../src/style.ts';
import { capturing } from './captured.ts';

describe('Progress', () => {
  it.each([
    ['is drawn on a terminal', true, {}, true],
    ['is not drawn in a pipe', false, {}, false],
    ['is not drawn on a terminal that can only print', true, { TERM: 'dumb' }, false],
  ])('%s', (_, isTerminal, env, drawn) => {
    const { io } = capturing(env);
    expect(redraws({ ...io, stderr: { ...io.stderr, isTerminal } })).toBe(drawn);
  });
});

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
