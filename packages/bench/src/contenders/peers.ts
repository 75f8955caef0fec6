import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Where `npm run peers -w packages/bench` puts the peers: beside our packages, not among them. */
export const peersDirectory = fileURLToPath(new URL('../../.peers/', import.meta.url));

/** Whether a peer was installed. */
export const isInstalled = (name: string): boolean =>
  existsSync(`${peersDirectory}node_modules/${name}/package.json`);

/** Loads a module of a peer. Its types are declared beside its adapter: only what that one uses. */
export const requirePeer: NodeJS.Require = createRequire(`${peersDirectory}package.json`);
