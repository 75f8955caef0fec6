import { categoryOf } from '@presales/kernel';
import type { EventFilter } from '@presales/kernel/store';
import type { ClientFilter, ClientRecord } from './client.ts';

/** A filter in two halves: what the server leaves out, and what is left for us to leave out. */
export interface LogFilter {
  /** The same for the same filter: followers of one key share a subscription. */
  readonly key: string;
  readonly server: Pick<ClientFilter, 'filterOn' | 'regex'>;
  /** The stream's name as we know it when the event is of this log and wanted; else undefined. */
  readonly streamOf: (record: ClientRecord) => string | undefined;
}

/** Streams of one log among others on the same server: their names begin so. */
export type Prefix = string;

/**
 * The server is asked for one thing only, types or streams, types being the sharper; the other half
 * is done here, and all of it again, because the server's expressions are searched for and .NET's.
 */
export const logFilter = ({ types, categories }: EventFilter, prefix: Prefix): LogFilter => {
  const wantedTypes = types && new Set(types);
  const wantedCategories = categories && new Set(categories);
  const sorted = (list: readonly string[] | undefined) => list && [...new Set(list)].sort();
  return {
    key: JSON.stringify([sorted(types), sorted(categories)]),
    server:
      types !== undefined
        ? { filterOn: 'eventType', regex: oneOf(types, '$') }
        : categories !== undefined
          ? {
              filterOn: 'streamName',
              regex: oneOf(
                categories.map((category) => prefix + category),
                '(?:-|$)',
              ),
            }
          : prefix === ''
            ? { filterOn: 'eventType', regex: '^[^$]' }
            : { filterOn: 'streamName', regex: `^${escaped(prefix)}` },
    streamOf: (record) => {
      const stream = ownStream(record, prefix);
      return stream !== undefined &&
        wantedTypes?.has(record.type) !== false &&
        wantedCategories?.has(categoryOf(stream)) !== false
        ? stream
        : undefined;
    },
  };
};

/** Our name for the stream of an event; undefined for the system's and for other logs' events. */
export const ownStream = ({ type, streamId }: ClientRecord, prefix: Prefix): string | undefined =>
  type.startsWith('$') || streamId.startsWith('$') || !streamId.startsWith(prefix)
    ? undefined
    : streamId.slice(prefix.length);

const oneOf = (texts: readonly string[], end: string): string =>
  // An alternative of nothing would match everything; this matches nothing.
  texts.length === 0 ? '^(?!)' : `^(?:${texts.map(escaped).join('|')})${end}`;

/** The characters that mean something to .NET's expressions, and to JavaScript's just so. */
const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
