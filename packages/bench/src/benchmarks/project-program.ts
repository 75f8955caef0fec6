import { open } from '@presales/runtime';
import { meter, type Rates } from '../harness/meter.ts';
import { inDirectory } from '../harness/place.ts';

/** Projecting a whole log into all read models. */
export interface ProjectOptions {
  /** The log's file. */
  readonly file: string;
}

/** Rates of events of the log, all read models done. */
export interface ProjectResult extends Rates {
  readonly memory: Memory;
}

/** Bytes. */
export interface Memory {
  /** Resident before the first event. */
  readonly before: number;
  /** The most that was ever resident: the operating system's own figure. */
  readonly peak: number;
  /** The most that was resident during each quarter of the way. */
  readonly quarters: readonly number[];
  /** The largest heap seen. */
  readonly heap: number;
}

/** As a service does it after a change of the read models: opens everything, and catches up. */
export const measureProject = ({ file }: ProjectOptions): Promise<ProjectResult> =>
  inDirectory(async (directory) => {
    const presales = await open({
      eventLog: `sqlite:${file}`,
      readModels: `sqlite:${directory}/read-models.db`,
      project: false,
      readOnly: true,
    });
    const head = await presales.log.head();
    const memory = watchMemory();
    const watching = presales.updates.subscribe(({ position }) => memory.look(position, head));
    const timing = meter();
    timing.start();
    const reached = await presales.caughtUp();
    timing.stop();
    watching.unsubscribe();
    await presales.close();
    const events = Number(head) + 1;
    if (reached !== head) throw new Error(`projected up to ${reached} of ${head}`);
    return { ...timing.rates(events), memory: memory.seen() };
  });

const watchMemory = () => {
  const before = process.memoryUsage.rss();
  const quarters = [0, 0, 0, 0];
  let heap = 0;
  return {
    look: (position: bigint, head: bigint): void => {
      const { rss, heapUsed } = process.memoryUsage();
      const quarter = Math.min(3, Number((position * 4n) / (head + 1n)));
      quarters[quarter] = Math.max(quarters[quarter] ?? 0, rss);
      heap = Math.max(heap, heapUsed);
    },
    // The operating system counts in kilobytes.
    seen: (): Memory => ({ before, peak: process.resourceUsage().maxRSS * 1_024, quarters, heap }),
  };
};
