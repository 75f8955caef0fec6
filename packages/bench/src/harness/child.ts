import { once } from 'node:events';
import type { Job } from './isolated.ts';
import { programs } from './programs.ts';

// One job, one answer, and the process ends.
const [job]: Job[] = await once(process, 'message');
if (job === undefined) throw new Error('no job came');
// The parent paired the options with the program; the compiler sees only the union of all pairs.
const program = (await programs[job.program]()) as (options: Job['options']) => Promise<unknown>;
const result = await program(job.options);
process.send?.(result, () => process.disconnect());
