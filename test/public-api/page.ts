import type { Declaration } from './declarations.ts';
import type { Entry } from './entries.ts';

/** The reference page of a package: every public name with what it means and how it is written. */
export const apiPage = (folder: string, entries: readonly Entry[]): string =>
  `${[
    `# \`packages/${folder}\`: every public name`,
    'Made from the sources by `npm run reference`.',
    ...entries.flatMap(({ module, exports }) => [
      `## \`${module}\``,
      ...exports.map((declaration) => described(declaration)),
    ]),
  ].join('\n\n')}\n`;

const described = ({ name, kind, meaning, text }: Declaration): string =>
  [`### ${name}`, `*${kind}*`, meaning, ...(text === '' ? [] : [`\`\`\`ts\n${text}\n\`\`\``])].join(
    '\n\n',
  );

/** Every public name on a line of its own, with the module that it is taken from. */
export const nameList = (api: ReadonlyMap<string, readonly Entry[]>): string =>
  [...api.values()]
    .flat()
    .flatMap(({ module, exports }) => exports.map(({ name }) => `${module} ${name}\n`))
    .join('');
