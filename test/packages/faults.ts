import { readFileSync } from 'node:fs';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { problemAffectsResolutionKind, problemKindInfo } from '@arethetypeswrong/core/problems';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

/*
 * Prints what publint and Are The Types Wrong? find in tarballs, as JSON: for every tarball a list.
 * A program of its own, because both are ES modules, which jest would have to translate.
 */

/** ES modules only: what `require` and the resolution of Node 10 make of a package is not asked. */
const asked = ['node16-esm', 'bundler'] as const;

const linted = async (tarball: ArrayBuffer): Promise<readonly string[]> => {
  const { messages, pkg } = await publint({ pack: { tarball }, strict: true });
  return messages.map(
    (each) => `publint: ${formatMessage(each, pkg, { color: false }) ?? each.code}`,
  );
};

const mistyped = async (tarball: Uint8Array): Promise<readonly string[]> => {
  const analysis = await checkPackage(createPackageFromTarballData(tarball));
  if (analysis.types === false) return ['arethetypeswrong: it has no types'];
  return analysis.problems
    .filter((each) => asked.some((kind) => problemAffectsResolutionKind(each, kind, analysis)))
    .map((each) => `arethetypeswrong: ${problemKindInfo[each.kind].description}`);
};

const faultsOf = async (path: string): Promise<readonly string[]> => {
  const bytes = new Uint8Array(readFileSync(path));
  return [...(await linted(bytes.buffer)), ...(await mistyped(bytes))];
};

const tarballs = process.argv.slice(2);
const faults: Record<string, readonly string[]> = {};
for (const tarball of tarballs) faults[tarball] = await faultsOf(tarball);
process.stdout.write(JSON.stringify(faults));
