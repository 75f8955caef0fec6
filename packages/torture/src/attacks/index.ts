import type { Attack } from '../attack.ts';
import { clock } from './clock.ts';
import { cuts } from './cuts.ts';
import { demoForce } from './demo-force.ts';
import { diskFull } from './disk-full.ts';
import { failedFsync } from './failed-fsync.ts';
import { flips } from './flips.ts';
import { killPoints } from './kill-points.ts';
import { kills } from './kills.ts';
import { poison } from './poison.ts';
import { replaced } from './replaced.ts';
import { twoImports } from './two-imports.ts';
import { writers } from './writers.ts';

/** Every attack there is, in the order in which they are made. */
export const attacks: readonly Attack[] = [
  kills,
  killPoints,
  diskFull,
  failedFsync,
  cuts,
  flips,
  writers,
  twoImports,
  replaced,
  demoForce,
  poison,
  clock,
];
