import pc from 'picocolors';

/** The few colours we use; each a function from text to text. */
export interface Style {
  readonly heading: (text: string) => string;
  readonly faint: (text: string) => string;
}

/** Colours where they are wanted, and the text unchanged where not. */
export const styleOf = (coloured: boolean): Style => {
  const colours = pc.createColors(coloured);
  return { heading: colours.bold, faint: colours.dim };
};

/** Colour is for terminals, and for nobody who set NO_COLOR (no-color.org) or --no-color. */
export const wantsColour = (
  isTerminal: boolean,
  env: Readonly<Record<string, string | undefined>>,
  option: boolean,
): boolean => isTerminal && option && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
