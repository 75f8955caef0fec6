import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The deals of maven-crm and how they are read; undefined where the data is not there. */
export const mavenBeside = (
  root: string,
): { readonly input: string; readonly mapping: string } | undefined => {
  const input = join(root, '..', 'shared', 'data', 'maven-crm', 'sales_pipeline.csv');
  const mapping = join(root, 'examples', 'maven-crm', 'mapping.yaml');
  return existsSync(input) ? { input, mapping } : undefined;
};

/** The first rows of the deals, with the files that the mapping joins beside them. */
export const someOfMaven = (input: string, rows: number, directory: string): string => {
  const folder = dirname(input);
  for (const file of readdirSync(folder))
    if (file.endsWith('.csv') && file !== basename(input))
      symlinkSync(join(folder, file), join(directory, file));
  const lines = readFileSync(input, 'utf8')
    .split('\n')
    .slice(0, rows + 1);
  const some = join(directory, basename(input));
  writeFileSync(some, `${lines.join('\n')}\n`);
  return some;
};
