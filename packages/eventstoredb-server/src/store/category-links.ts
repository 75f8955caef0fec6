import type { LogRecord } from './log-record.ts';
import type { Store } from './store.ts';

/**
 * Writes the streams `$ce-<category>`, which hold a link to every event of a category (the system
 * projection `$by_category`). The category of a stream is the part of its name before the first dash.
 * A real server writes the links a little later; here each write is followed by its links at once.
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
