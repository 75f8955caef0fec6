import type { ColumnType, StoredEvent } from '@presales/kernel';

/**
 * What every fact carries: its key, both times (B16) and its place in the log, so that any
 * query can leave out what had not happened or was not known yet.
 */
export type Fact = {
  readonly fact: string;
  readonly occurred_at: string;
  readonly recorded_at: string;
  readonly position: number;
};

/** The columns of a fact. */
export const factColumns: { readonly [Column in keyof Fact]: ColumnType } = {
  fact: 'text',
  occurred_at: 'text',
  recorded_at: 'text',
  position: 'integer',
};

/** The fact columns of an event; `part` tells several facts of one event apart. */
export const factOf = (
  { position, recordedAt, metadata }: Pick<StoredEvent, 'position' | 'recordedAt' | 'metadata'>,
  part?: number,
): Fact => ({
  fact: part === undefined ? `${position}` : `${position}.${part}`,
  occurred_at: metadata.occurredAt,
  recorded_at: recordedAt,
  position: Number(position),
});

/**
 * The order of facts about one thing: business time, and the log's order within one instant. A
 * backdated fact therefore restates what came after it.
 */
export const byTime = (left: InTime, right: InTime): number =>
  left.occurred_at === right.occurred_at
    ? left.position - right.position
    : left.occurred_at < right.occurred_at
      ? -1
      : 1;

type InTime = Pick<Fact, 'occurred_at' | 'position'>;
