import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

const root = join(__dirname, '../..');

type Names = Readonly<Record<string, string>>;

/** What the rules ask of a package.json. */
export interface Manifest {
  readonly name: string;
  readonly version?: string;
  readonly private?: boolean;
  readonly license?: string;
  readonly engines?: Names;
  readonly sideEffects?: unknown;
  readonly exports?: unknown;
  readonly files?: readonly string[];
  readonly publishConfig?: Names;
  readonly dependencies?: Names;
  readonly devDependencies?: Names;
  readonly peerDependencies?: Names;
}

/** The package.json of the workspace, or of the package in a folder under `packages/`. */
export const manifestOf = (folder?: string): Manifest =>
  JSON.parse(read(folder === undefined ? 'package.json' : `packages/${folder}/package.json`));

/** The text of a file, by its path from the root. */
export const read = (path: string): string => readFileSync(join(root, path), 'utf8');

export const exists = (path: string): boolean => existsSync(join(root, path));

/** The folders under `packages/`, sorted. */
export const packageFolders = (): readonly string[] =>
  readdirSync(join(root, 'packages'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && exists(`packages/${entry.name}/package.json`))
    .map(({ name }) => name)
    .sort();

/** The folders in a folder, by their names, sorted. */
export const foldersOf = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

/** Every source file below a folder, by its path from the root. */
export const sourcesBelow = (folder: string): readonly string[] => {
  if (!exists(folder)) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory())
      return /^(node_modules|dist)$/.test(entry.name) ? [] : sourcesBelow(path);
    return /\.(ts|js|mjs|cjs)$/.test(entry.name) ? [path] : [];
  });
};
