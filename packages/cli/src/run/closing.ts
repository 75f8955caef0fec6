import type { Presales } from '@presales/runtime';

/**
 * The result of work on a log, handed over when the log is closed: only then is it known that
 * everything is on the disk. When the work fails, that failure is told, whatever the closing says.
 */
export const closedAfter = async <Result>(
  opened: Pick<Presales, 'close'>,
  work: () => Promise<Result>,
): Promise<Result> => {
  let result: Result;
  try {
    result = await work();
  } catch (error) {
    await opened.close().catch(() => undefined);
    throw error;
  }
  await opened.close();
  return result;
};
