import type { LogRecord } from './log-record.ts';
import type { Store } from './store.ts';

/**
 * Keeps the streams `$ce-<category>`: a link to every event of every stream of a category, which is
 * what stands before the first dash of a stream's name (the system projection `$by_category`). On a
 * real server the links come a little later; here they come with the events, after them in the log.
 */
export const linkByCategory = (store: Store, newId: () => string): void => {
  const link = ({ stream, revision }: LogRecord): void => {
    const dash = stream.indexOf('-');
    if (stream.startsWith('$') || dash < 0) return;
    store.append(`$ce-${stream.slice(0, dash)}`, 'any', [
      {
        id: newId(),
        type: '$>',
        isJson: false,
        data: Buffer.from(`${revision}@${stream}`, 'utf8'),
        metadata: new Uint8Array(),
      },
    ]);
  };
  store.onWrite((records) => {
    for (const record of records) link(record);
  });
};
