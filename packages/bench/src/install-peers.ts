import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { peersDirectory } from './contenders/peers.ts';

// The peers have a manifest and a lock file of their own, and live in a directory that git ignores:
// whoever works on presales installs them only when they want to compare.
const manifests = fileURLToPath(new URL('../peers/', import.meta.url));
mkdirSync(peersDirectory, { recursive: true });
cpSync(manifests, peersDirectory, { recursive: true });
const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
  cwd: peersDirectory,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
