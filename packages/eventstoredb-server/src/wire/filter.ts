import type streams from '@eventstore/db-client/generated/streams_pb.js';
import type { EventFilter } from '../store/event-filter.ts';

/** The filter of a read or subscription; undefined when it names none. */
export const filterOf = (
  options: Pick<streams.ReadReq.Options.FilterOptions, 'getStreamIdentifier' | 'getEventType'>,
): EventFilter | undefined => {
  const byStream = options.getStreamIdentifier();
  const expression = byStream ?? options.getEventType();
  if (expression === undefined) return undefined;
  const regex = expression.getRegex();
  return {
    on: byStream === undefined ? 'type' : 'stream',
    prefixes: expression.getPrefixList(),
    ...(regex === '' ? {} : { regex }),
  };
};
