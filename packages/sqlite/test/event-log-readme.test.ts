import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from './event-log-place.ts';

describe('the README', () => {
  const directory = temporaryDirectory();

  it('has an example that runs as it stands', () => {
    const text = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');
    const example = /```js\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
    const code = example.replace('./presales.db', directory.file('presales.db'));
    expect(code).not.toBe(example);
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ['--input-type=module', '--eval', code],
      { cwd: __dirname, encoding: 'utf8' },
    );
    expect({ stdout, stderr, status }).toEqual({
      stdout: '0n lead-1 fair\n',
      stderr: '',
      status: 0,
    });
  });
});
