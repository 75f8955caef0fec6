import type { StreamView } from './check-commit.ts';
import { describedBy, type LogRecord, metadataStreamOf, TOMBSTONE } from './log-record.ts';
import {
  isSoftDeletion,
  metadataOfMetadata,
  noMetadata,
  type StreamMetadata,
} from './stream-metadata.ts';

/** What is kept of one stream. */
export interface Stream {
  /** Every event ever written, hidden ones included: the index of an event is its revision. */
  readonly records: LogRecord[];
  /** The latest revision that each id was written at. */
  readonly revisions: Map<string, bigint>;
  tombstone: LogRecord | undefined;
  metadata: StreamMetadata;
}

/** All streams by name, and what follows from what is kept of them. */
export class Streams {
  readonly #byName = new Map<string, Stream>();

  /** A stream by its name; undefined when nothing was ever written to it or about it. */
  find(name: string): Stream | undefined {
    return this.#byName.get(name);
  }

  /** A stream by its name, which from now on is there. */
  ensure(name: string): Stream {
    const known = this.#byName.get(name);
    if (known !== undefined) return known;
    const created: Stream = {
      records: [],
      revisions: new Map(),
      tombstone: undefined,
      metadata: noMetadata,
    };
    this.#byName.set(name, created);
    return created;
  }

  /**
   * The revision of the last event, -1 for a stream without any, TOMBSTONE for one that was ended
   * (`IndexReader.GetStreamLastEventNumber`). The metadata of a stream ends with the stream.
   */
  lastRevision(name: string): bigint {
    const stream = this.#byName.get(name);
    if (stream?.tombstone !== undefined) return TOMBSTONE;
    const described = describedBy(name);
    if (described !== undefined && this.#byName.get(described)?.tombstone !== undefined)
      return TOMBSTONE;
    return BigInt(stream?.records.length ?? 0) - 1n;
  }

  /** The metadata in force for a stream. */
  metadataOf(name: string): StreamMetadata {
    return describedBy(name) === undefined
      ? (this.#byName.get(name)?.metadata ?? noMetadata)
      : metadataOfMetadata;
  }

  /** Whether the stream was deleted and the next append would bring it back. */
  isSoftDeleted(name: string): boolean {
    return isSoftDeletion(this.metadataOf(name));
  }

  /** What the check of a write must know of the stream. */
  viewOf(name: string): StreamView {
    const stream = this.#byName.get(name);
    return {
      last: this.lastRevision(name),
      hasMetadata: this.lastRevision(metadataStreamOf(name)) >= 0n,
      softDeleted: this.isSoftDeleted(name),
      idAt: (revision) => stream?.records[Number(revision)]?.id,
      revisionOf: (id) => stream?.revisions.get(id),
    };
  }
}
