import { Interrupted } from '@presales/kernel';

/**
 * The work's result, unless the user interrupts first. The work itself is not stopped: whoever
 * began it closes what it works on.
 *
 * @throws Interrupted
 */
export const unlessInterrupted = async <Result>(
  signal: AbortSignal,
  work: Promise<Result>,
): Promise<Result> => {
  let interrupt: () => void = () => undefined;
  const interrupted = new Promise<never>((_, reject) => {
    interrupt = () => reject(new Interrupted());
    if (signal.aborted) interrupt();
    else signal.addEventListener('abort', interrupt, { once: true });
  });
  try {
    return await Promise.race([interrupted, work]);
  } finally {
    signal.removeEventListener('abort', interrupt);
  }
};
