/** One aggregate of the index. */
export interface IndexEntry {
  readonly name: string;
  readonly file: string;
  /** What the aggregate is, in a sentence or two. */
  readonly meaning: string;
}

/** The first page of the reference: every aggregate and what it is. */
export const indexPage = (entries: readonly IndexEntry[]): string => `# Reference of the domain

Every aggregate with its states, commands, events and refusals, and the [types](types.md) of their
fields. The pages are generated: \`npm run reference\` writes them anew, and a test fails when they are
stale.

${entries.map(({ name, file, meaning }) => `- [${name}](${file}): ${meaning}`).join('\n')}
`;
