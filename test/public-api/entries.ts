import { manifestOf, packageFolders } from '../architecture/workspace.ts';
import { type Declaration, exportsOf } from './declarations.ts';

/** One way into a package: its main entry, or a subpath. */
export interface Entry {
  /** What a user imports: `@presales/kernel/store`. */
  readonly module: string;
  readonly exports: readonly Declaration[];
}

/** Every package that is published, with its ways in. */
export const publicApi = (): ReadonlyMap<string, readonly Entry[]> =>
  new Map(
    packageFolders()
      .filter((folder) => manifestOf(folder).private !== true)
      .map((folder) => [folder, entriesOf(folder)]),
  );

const entriesOf = (folder: string): readonly Entry[] => {
  const { name, exports } = manifestOf(folder);
  return Object.entries(Object(exports)).map(([subpath, conditions]) => ({
    module: subpath.replace('.', name),
    exports: exportsOf(`packages/${folder}/${sourceIn(conditions).slice('./'.length)}`),
  }));
};

const sourceIn = (conditions: unknown): string => {
  const named: Readonly<Record<string, unknown>> = Object(conditions);
  return String(named['@presales/source']);
};
