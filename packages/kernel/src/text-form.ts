/** Text that no rule here changes: printable ASCII with single blanks inside. Most text is. */
const settled = /^(?! )(?:[\x21-\x7e]| (?=[\x21-\x7e]))*$/;

/**
 * What is not seen and carries no meaning by itself: soft hyphens, zero-width blanks, marks of
 * direction, byte order marks. Variation selectors, fillers and tags stay, for these choose a glyph.
 */
const invisible = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;

/**
 * Zero-width joiners that join nothing. Persian and the scripts of India spell with them, and families
 * of emoji are held together by them; beside anything else they are remains of copying.
 */
const strayJoiner =
  /(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Variation_Selector}]|[^\P{L}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]|[^\P{M}\p{Script=Inherited}])[\u200c\u200d]+|[\u200c\u200d]+(?![\p{Extended_Pictographic}]|[^\P{L}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])/gu;

/** Whatever Unicode lets a program leave out that cannot draw it: nobody sees that it is there. */
const ignorable = /\p{Default_Ignorable_Code_Point}/gu;

/** Blanks of any width, among them those that do not break. */
const blanks = /\p{Zs}+/gu;

/**
 * Text without what nobody sees, in the composed form (NFC) and without blanks at its ends: a name
 * copied from another program or another system's file. Blanks and line breaks inside stay.
 */
export const visibleText = (text: string): string => {
  if (settled.test(text)) return text;
  const seen = text.replace(invisible, '').normalize('NFC').replace(strayJoiner, '').trim();
  // Marks that a joiner held apart may change places, and leave another joiner without neighbours.
  return seen === text ? text : visibleText(seen);
};

/** One line as it is shown and kept: visible text with single blanks inside. */
export const lineText = (text: string): string => visibleText(text).replace(blanks, ' ');

/**
 * Text as it identifies: two spellings that look the same are the same. As a line is shown, and
 * without joiners and selectors too, which change how a text is drawn and not what it says.
 */
export const identityText = (text: string): string =>
  settled.test(text) ? text : lineText(text.replace(ignorable, ''));
