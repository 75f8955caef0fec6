import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the comments of an aggregate's sources say about its messages and refusals. */
export interface SourceComments {
  /** The comment above an exported name. */
  readonly of: (exported: string) => string;
  readonly message: (type: string) => MessageComment;
  readonly refusals: readonly RefusalComment[];
}

/** What a message means, and what its fields do where a comment says so. */
export interface MessageComment {
  readonly meaning: string;
  readonly fields: ReadonlyMap<string, string>;
}

/** A refusal as its type is written. */
export interface RefusalComment {
  readonly code: string;
  readonly meaning: string;
  /** The fields beside the code, by name and type. */
  readonly fields: string;
}

/**
 * Reads the comments of a folder of sources and those below it. Schemas carry no words and refusals
 * are types only, so the words come from where they are written, once.
 */
export const sourceComments = (folder: string): SourceComments => {
  const text = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  return {
    of: (exported) => {
      const match = new RegExp(`${COMMENT}export const ${exported}\\b`).exec(text);
      return words(match?.[1] ?? '');
    },
    message: (type) => {
      const match = new RegExp(`(?:${COMMENT})?message\\('${type}',`).exec(text);
      if (match === null) return { meaning: '', fields: new Map() };
      const body = text.slice(match.index + match[0].length, endOfCall(text, match));
      const fields = [...body.matchAll(new RegExp(`${COMMENT}(\\w+)(?=[:,])`, 'g'))];
      return {
        meaning: words(match[1] ?? ''),
        fields: new Map(fields.map(([, comment = '', name = '']) => [name, words(comment)])),
      };
    },
    refusals: [
      ...text.matchAll(
        new RegExp(
          `(?:${COMMENT})?\\|?\\s*\\{\\s*(?:${COMMENT})?readonly code: '([^']+)';?([^}]*)\\}`,
          'g',
        ),
      ),
    ].map(([, before = '', within = '', code = '', fields = '']) => ({
      code,
      meaning: words(before || within),
      fields: fields
        .replace(/readonly /g, '')
        .replace(/\s+/g, ' ')
        .trim()
        .replace(/;$/, ''),
    })),
  };
};

/** One block comment and the blanks after it. */
const COMMENT = String.raw`\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*`;

/** A comment as running text. */
const words = (comment: string): string =>
  comment
    .split('\n')
    .map((line) => line.replace(/^\s*\*?\s?/, '').trim())
    .join(' ')
    .trim();

/** Where the call that a match begins is closed. */
const endOfCall = (text: string, { index, 0: matched }: RegExpExecArray): number => {
  let depth = 1;
  let at = index + matched.length;
  while (depth > 0 && at < text.length) {
    const character = text[at];
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    at += 1;
  }
  return at;
};
