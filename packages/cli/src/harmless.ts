// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const control = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

/**
 * Text that may be shown on a terminal: control characters and marks that turn the direction of
 * writing become a replacement character. Stored text can be anything, and a terminal would obey it.
 */
export const harmless = (text: string): string => text.replace(control, '\ufffd');

/** The same value with every text in it made harmless. */
export const harmlessly = <Value>(value: Value): Value =>
  // The shape is kept: only texts change, and they stay texts.
  mapped(value) as Value;

const mapped = (value: unknown): unknown => {
  if (typeof value === 'string') return harmless(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(mapped);
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [harmless(name), mapped(part)]),
  );
};

/** Several lines that may be shown: line breaks stay. */
export const harmlessLines = (text: string): string => text.split('\n').map(harmless).join('\n');

// biome-ignore lint/suspicious/noControlCharactersInRegex: the codes of bold and faint, and of their end
const styles = /(\u001b\[(?:1|2|22)m)/;

/**
 * What a command prints as it may reach the terminal: line breaks stay, and where colour is wanted the
 * codes of our own styles. What is rendered should be harmless already; this is for what was forgotten.
 */
export const harmlessOutput = (text: string, coloured: boolean): string =>
  coloured
    ? text
        .split(styles)
        .map((part) => (styles.test(part) ? part : harmlessLines(part)))
        .join('')
    : harmlessLines(text);
