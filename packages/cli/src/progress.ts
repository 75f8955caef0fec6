import cliProgress, { type GenericFormatter, type Params, Presets, SingleBar } from 'cli-progress';

/** How far long work has come. */
export interface Progress {
  /** So many are done, of so many in all where that is known; and what else there is to say. */
  readonly at: (done: number, total?: number, note?: string) => void;
  /** Takes the bar away; idempotent. */
  readonly stop: () => void;
}

/** Shows nothing. */
export const noProgress: Progress = { at: () => undefined, stop: () => undefined };

/** A bar on standard error, cleared when the work is done. For terminals only. */
export const progressBar = (title: string): Progress => {
  const bar = new SingleBar(
    {
      format: formatOf(title),
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: true,
      fps: 10,
    },
    Presets.shades_classic,
  );
  let running = false;
  return {
    at: (done, total, note = '') => {
      if (!running) {
        bar.start(total ?? done, done, { note });
        running = true;
        return;
      }
      if (total !== undefined) bar.setTotal(total);
      bar.update(done, { note });
    },
    stop: () => {
      if (running) bar.stop();
      running = false;
    },
  };
};

/** `Importing ███ 40% 400/1000, 210 a second, 3s left, 2 rows rejected`. */
const formatOf =
  (title: string): GenericFormatter =>
  (options, params, payload: { readonly note: string }) => {
    const note = payload.note === '' ? '' : `, ${payload.note}`;
    const format = `${title} {bar} {percentage}% {value}/{total}${pace(params)}${note}`;
    return cliProgress.Format.Formatter({ ...options, format }, params, payload);
  };

/** How many a second, and how long the rest takes, once the bar can tell. */
const pace = ({ eta, total, value }: Params): string =>
  Number.isFinite(eta) && eta > 0 && value < total
    ? `, ${Math.round((total - value) / eta).toLocaleString('en-US')} a second, {eta_formatted} left`
    : '';
