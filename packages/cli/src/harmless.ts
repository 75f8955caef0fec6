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
