import { Presets, SingleBar } from 'cli-progress';

/** How far long work has come. */
export interface Progress {
  /** So many are done, of so many in all where that is known. */
  readonly at: (done: number, total?: number) => void;
  /** Takes the bar away; idempotent. */
  readonly stop: () => void;
}

/** Shows nothing. */
export const noProgress: Progress = { at: () => undefined, stop: () => undefined };

/** A bar on standard error, cleared when the work is done. For terminals only. */
export const progressBar = (title: string): Progress => {
  const bar = new SingleBar(
    {
      format: `${title} {bar} {percentage}% {value}/{total}`,
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: true,
      fps: 10,
    },
    Presets.shades_classic,
  );
  let running = false;
  return {
    at: (done, total) => {
      if (!running) {
        bar.start(total ?? done, done);
        running = true;
        return;
      }
      if (total !== undefined) bar.setTotal(total);
      bar.update(done);
    },
    stop: () => {
      if (running) bar.stop();
      running = false;
    },
  };
};
