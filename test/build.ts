import { execFileSync } from 'node:child_process';

/** Tests that spawn the command or other processes run the built packages, so they are built first. */
export default function build(): void {
  if (process.env['PRESALES_SKIP_BUILD'] === '1') return;
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
}
