import type { OpenOptions } from '@presales/runtime';
import type { ClockOptions } from '../commands/log-options.ts';

/** How far the clock may run ahead, as `open` takes it. */
export const clockAheadOf = ({ clockAhead }: ClockOptions): Pick<OpenOptions, 'clockAhead'> =>
  clockAhead === undefined ? {} : { clockAhead: clockAhead * 86_400_000 };
