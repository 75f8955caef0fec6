import type { NewEvent } from './event.ts';
import { InvalidAppend } from './event-log.ts';
import { isInstant } from './instant.ts';
import { limits } from './limits.ts';

/** An event whose JSON is written, once, before any store is touched. */
export interface SerialisedEvent {
  readonly event: NewEvent;
  readonly data: string;
  readonly metadata: string;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const poisoned = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * The JSON of every event of an append, checked against what a log may take. Every log calls it
 * first, so that all refuse the same appends with the same words.
 *
 * @throws InvalidAppend for no events, too many or too large ones, an id that is no UUID or stands
 *   twice, a type that is empty or begins with `$`, an occurredAt or recordedAt that is no instant, and
 *   data that JSON cannot hold unchanged
 */
export const serialise = (
  stream: string,
  events: readonly NewEvent[],
): readonly SerialisedEvent[] => {
  if (events.length === 0) throw new InvalidAppend(stream, 'no events to append');
  if (events.length > limits.appendEvents)
    throw new InvalidAppend(stream, `${events.length} events, at most ${limits.appendEvents}`);
  if (stream === '' || stream.startsWith('$'))
    throw new InvalidAppend(stream, 'expected a stream name that does not begin with $');
  const ids = new Set<string>();
  let bytes = 0;
  const serialised = events.map((event, index) => {
    const refuse = (reason: string) => new InvalidAppend(stream, `event ${index}: ${reason}`);
    if (!uuid.test(event.id)) throw refuse(`expected a lower-case UUID as id, got ${event.id}`);
    if (ids.has(event.id)) throw refuse(`id ${event.id} stands twice`);
    ids.add(event.id);
    if (event.type === '' || event.type.startsWith('$'))
      throw refuse('expected a type that does not begin with $');
    if (!Number.isSafeInteger(event.version) || event.version < 1)
      throw refuse('expected a version from 1');
    const unfit = unfitForJson(event.data, 'data') ?? unfitForJson(event.metadata, 'metadata');
    if (unfit !== undefined) throw refuse(unfit);
    for (const [name, time] of timesOf(event))
      if (!isInstant(time))
        throw refuse(
          `expected an instant such as "2026-03-01T09:30:00.000Z" as ${name}, got ${JSON.stringify(time) ?? time}`,
        );
    const data = JSON.stringify(event.data);
    const metadata = JSON.stringify(event.metadata);
    bytes += Buffer.byteLength(data) + Buffer.byteLength(metadata);
    return { event, data, metadata };
  });
  if (bytes > limits.appendBytes)
    throw new InvalidAppend(stream, `${bytes} bytes, at most ${limits.appendBytes}`);
  return serialised;
};

/**
 * The times of an event, by name. Whatever is compared with them compares text, so that one that is no
 * instant would stand after all others for good. A program in JavaScript may give no metadata at all.
 */
const timesOf = ({ metadata, recordedAt }: NewEvent): readonly (readonly [string, unknown])[] => [
  ['metadata.occurredAt', metadata?.occurredAt],
  ...(recordedAt === undefined ? [] : [['recordedAt', recordedAt] as const]),
];

/** Why a value would not read back from JSON as it is; undefined when it would. */
const unfitForJson = (value: unknown, name: string): string | undefined => {
  const unfit = unfitPart(value, 0);
  return unfit && `${name}${unfit.path}: ${unfit.reason}`;
};

/** What does not fit, and where: the path is put together on the way back, when there is a need. */
interface Unfit {
  readonly path: string;
  readonly reason: string;
}

const unfitPart = (value: unknown, depth: number): Unfit | undefined => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return undefined;
  if (typeof value === 'number')
    return Number.isFinite(value) && !Object.is(value, -0)
      ? undefined
      : here(`${Object.is(value, -0) ? '-0' : value} is no JSON number`);
  if (typeof value !== 'object') return here(`${typeof value} is no JSON`);
  if (depth >= limits.depth) return here(`nested deeper than ${limits.depth} levels`);
  return Array.isArray(value) ? unfitItem(value, depth) : unfitField(value, depth);
};

const unfitItem = (items: readonly unknown[], depth: number): Unfit | undefined => {
  for (let index = 0; index < items.length; index++) {
    const unfit = unfitPart(items[index], depth + 1);
    if (unfit !== undefined) return { ...unfit, path: `[${index}]${unfit.path}` };
  }
  return undefined;
};

const unfitField = (value: object, depth: number): Unfit | undefined => {
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return here('expected plain data');
  // Keys and not entries: every part of every event comes by here, and a pair for each is garbage.
  for (const key of Object.keys(value)) {
    const part: unknown = Reflect.get(value, key);
    if (poisoned.has(key)) return here(`the name ${key} is not allowed`);
    // An absent optional field reads back as absent: JSON and we mean the same by it.
    if (part === undefined) continue;
    const unfit = unfitPart(part, depth + 1);
    if (unfit !== undefined) return { ...unfit, path: `.${key}${unfit.path}` };
  }
  return undefined;
};

const here = (reason: string): Unfit => ({ path: '', reason });
