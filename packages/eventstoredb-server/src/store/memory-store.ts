import { Log } from './log.ts';
import {
  readEvent,
  readStreamBackwards,
  readStreamForwards,
  resolve,
  writtenTo,
} from './reading.ts';
import type { StoreOptions, StoreState } from './state.ts';
import type { Store } from './store.ts';
import { Streams } from './streams.ts';
import { append, softDelete, tombstone } from './writing.ts';

/** An empty store in memory. */
export const createStore = (options: StoreOptions): Store => {
  const log = new Log(options.now);
  const streams = new Streams();
  const state: StoreState = { ...options, log, streams, listeners: new Set() };
  return {
    append: (...write) => append(state, ...write),
    softDelete: (...deletion) => softDelete(state, ...deletion),
    tombstone: (...deletion) => tombstone(state, ...deletion),
    readEvent: (...place) => readEvent(state, ...place),
    readStreamForwards: (...page) => readStreamForwards(state, ...page),
    readStreamBackwards: (...page) => readStreamBackwards(state, ...page),
    writtenTo: (...page) => writtenTo(state, ...page),
    readAllForwards: (...page) => log.readForwards(...page),
    readAllBackwards: (...page) => log.readBackwards(...page),
    resolve: (record) => resolve(state, record),
    metadataOf: (stream) => streams.metadataOf(stream),
    lastRevision: (stream) => streams.lastRevision(stream),
    isBoundary: (position) => log.isBoundary(position),
    lastPosition: () => log.lastPosition,
    end: () => log.end,
    onWrite: (listener) => {
      state.listeners.add(listener);
      return () => state.listeners.delete(listener);
    },
  };
};
