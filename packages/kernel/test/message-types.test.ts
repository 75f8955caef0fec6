import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const source = join(__dirname, 'types', 'messages.ts');
const tsc = join(__dirname, '..', '..', '..', 'node_modules', '.bin', 'tsc');

/** What the compiler says of the file, and the declarations that it writes. */
const compiled = (): { readonly faults: readonly string[]; readonly declarations: string } => {
  const folder = mkdtempSync(join(tmpdir(), 'presales-types-'));
  try {
    const project = join(folder, 'tsconfig.json');
    writeFileSync(
      project,
      JSON.stringify({
        extends: join(__dirname, '..', '..', '..', 'tsconfig.base.json'),
        compilerOptions: {
          declaration: true,
          emitDeclarationOnly: true,
          outDir: folder,
          rootDir: join(__dirname, '..'),
          typeRoots: [join(__dirname, '..', '..', '..', 'node_modules', '@types')],
        },
        files: [source],
      }),
    );
    const { stdout } = spawnSync(tsc, ['-p', project, '--pretty', 'false'], { encoding: 'utf8' });
    const lines = readFileSync(source, 'utf8').split('\n');
    return {
      faults: [...stdout.matchAll(/messages\.ts\((\d+),\d+\): error TS\d+/g)].map(
        ([, line]) => lines[Number(line) - 1]?.split('// ')[1] ?? `line ${line}`,
      ),
      declarations: readFileSync(join(folder, 'test', 'types', 'messages.d.ts'), 'utf8'),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
};

describe('The types of messages', () => {
  const { faults, declarations } = compiled();

  it('are held against what is written, each fault on its own line', () =>
    expect(faults).toEqual([
      'misspelt type',
      'missing field',
      'stray field',
      'wrong kind',
      'misspelt code',
      'not a field of this type',
      'read-only',
    ]));

  it('carry the comments on the fields of a schema into the declarations', () => {
    expect(declarations).toContain('/** The drawer that was opened. */');
    expect(declarations).toContain('MessageSchema<"TillClosed"');
  });
});
