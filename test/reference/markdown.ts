/** Text in the letters of code; nothing where there is none. */
export const code = (text: string): string => (text === '' ? '' : `\`${text}\``);

/** A table, its cells in Markdown. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`)
    .join('\n');
