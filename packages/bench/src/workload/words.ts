import type { Random } from './random.ts';

const sentence =
  'the customer asks for delivery before the quarter ends with training of two teams and a second ' +
  'site, the licence price was agreed by phone after the demo, budget is confirmed while the legal ' +
  'review is pending, renewal comes next spring and purchasing wants three references by Friday; ';

const page = sentence.repeat(8);

/** Prose of so many characters (at most 800), as a salesperson would type it, on one line. */
export const prose = (random: Random, characters: number): string => {
  const start = random.whole(0, sentence.length - 1);
  return page.slice(start, start + characters);
};
