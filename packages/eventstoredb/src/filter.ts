import { categoryOf } from '@presales/kernel';
import type { EventFilter } from '@presales/kernel/store';
import type { ClientFilter, ClientRecord } from './client.ts';

/** A filter in two halves: what the server leaves out, and what is left out here. */
export interface LogFilter {
  /** The same for equal filters. Followers with the same key share a subscription. */
  readonly key: string;
  readonly server: Pick<ClientFilter, 'filterOn' | 'regex'>;
  /** The name of the event's stream in this log; undefined for events of others or not wanted. */
  readonly streamOf: (record: ClientRecord) => string | undefined;
}

/** What the names of this log's streams begin with on a server that holds several logs. */
export type Prefix = string;

/**
 * The server can filter by types or by streams, not by both. It is asked for types where there are
 * any, wanted or not, because they are the sharper filter. Here the whole filter is applied again, because the
 * server's regular expressions are not JavaScript's and match anywhere in a name.
 */
export const logFilter = (
  { types, exceptTypes, categories }: EventFilter,
  prefix: Prefix,
): LogFilter => {
  const wantedTypes = types && new Set(types);
  const unwantedTypes = new Set(exceptTypes);
  const wantedCategories = categories && new Set(categories);
  const sorted = (list: readonly string[] | undefined) => list && [...new Set(list)].sort();
  return {
    key: JSON.stringify([sorted(types), sorted(categories), sorted(exceptTypes)]),
    server:
      types !== undefined
        ? { filterOn: 'eventType', regex: oneOf(types, '$') }
        : exceptTypes !== undefined
          ? { filterOn: 'eventType', regex: noneOf(exceptTypes) }
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
        !unwantedTypes.has(record.type) &&
        wantedCategories?.has(categoryOf(stream)) !== false
        ? stream
        : undefined;
    },
  };
};

/**
 * The name of an event's stream in this log; undefined for events of the system and of other logs.
 */
export const ownStream = ({ type, streamId }: ClientRecord, prefix: Prefix): string | undefined =>
  type.startsWith('$') || streamId.startsWith('$') || !streamId.startsWith(prefix)
    ? undefined
    : streamId.slice(prefix.length);

const oneOf = (texts: readonly string[], end: string): string =>
  // An alternative of nothing would match everything; this matches nothing.
  texts.length === 0 ? '^(?!)' : `^(?:${texts.map(escaped).join('|')})${end}`;

/** Neither one of these types nor one of the server's own, which begin with a dollar. */
const noneOf = (types: readonly string[]): string =>
  types.length === 0 ? '^[^$]' : `^(?![$]|(?:${types.map(escaped).join('|')})$)`;

/** The text with those characters escaped that mean something in .NET's regular expressions. */
const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
