import type { Codec } from './codec.ts';
import { PresalesError } from './errors.ts';
import type { NewEvent, RecordedEvent, Revision } from './event.ts';
import type { Appended, CommandLog } from './event-log.ts';
import type { Message } from './message.ts';
import { plainCopy } from './plain-copy.ts';
import type { Known, StreamMemory } from './stream-memory.ts';

/** The events of a command are stored, but the log failed before they could be read back. */
export class AnswerLost extends PresalesError {
  constructor(stream: string, last: Revision, options: ErrorOptions) {
    super(
      'handle/answer-lost',
      `${stream}: the events are stored up to revision ${last}, but could not be read back; ask again with the same command id`,
      options,
    );
  }
}

/** The streams of one kind of aggregate: what is remembered of them, and what the log has. */
export class KnownStreams<State, Event extends Message> {
  readonly #log: CommandLog;
  readonly #codec: Codec<Event>;
  readonly #memory: StreamMemory<State, Event>;

  constructor(log: CommandLog, codec: Codec<Event>, memory: StreamMemory<State, Event>) {
    this.#log = log;
    this.#codec = codec;
    this.#memory = memory;
  }

  /** What is remembered of a stream. It may have gone on since. */
  recall(stream: string): Known<State> {
    return this.#memory.recall(stream);
  }

  /** Drops what is remembered of a stream that is not what it was. */
  forget(stream: string): void {
    this.#memory.forget(stream);
  }

  /**
   * What is known of a stream once it was read to its end. It is remembered only when everything
   * could be read.
   */
  async catchUp(stream: string): Promise<Known<State>> {
    let known = this.#memory.recall(stream);
    const from = known.revision === undefined ? 0n : known.revision + 1n;
    for await (const page of this.#log.readStream(stream, { from }))
      for (const stored of page) known = this.#memory.learn(known, this.#codec.decode(stored));
    this.#memory.keep(stream, known);
    return known;
  }

  /** The events of a stream from one revision to another, both included. */
  async read(
    stream: string,
    first: Revision,
    last: Revision,
  ): Promise<readonly RecordedEvent<Event>[]> {
    const events: RecordedEvent<Event>[] = [];
    const limit = Number(last - first) + 1;
    for await (const page of this.#log.readStream(stream, { from: first, limit }))
      for (const stored of page) events.push(this.#codec.decode(stored));
    return events;
  }

  /**
   * The events of an append that was just acknowledged, as a reader of the log gets them. Undefined
   * when they turn out to be the beginning of what the same command had stored before, or what
   * another command under its id had: then only the stream tells the whole answer.
   *
   * @throws AnswerLost when they had to be read back and could not be
   */
  async answer(
    stream: string,
    known: Known<State>,
    appended: readonly NewEvent[],
    place: Appended,
  ): Promise<readonly RecordedEvent<Event>[] | undefined> {
    try {
      const events =
        this.#told(stream, appended, place) ??
        (await this.#readBack(stream, appended, place.revision));
      if (events !== undefined) this.#memory.keep(stream, events.reduce(this.#memory.learn, known));
      return events;
    } catch (cause) {
      throw new AnswerLost(stream, place.revision, { cause });
    }
  }

  /**
   * The events, where the log told with its acknowledgement where and when it stored each of them.
   */
  #told(
    stream: string,
    appended: readonly NewEvent[],
    { revision: last, recorded }: Appended,
  ): readonly RecordedEvent<Event>[] | undefined {
    if (recorded?.length !== appended.length) return undefined;
    const first = last - BigInt(appended.length) + 1n;
    return recorded.flatMap((where, index) => {
      const event = appended[index];
      if (event === undefined) return [];
      const revision = first + BigInt(index);
      return [
        this.#codec.decode({ ...event, data: plainCopy(event.data), stream, revision, ...where }),
      ];
    });
  }

  /**
   * The events, read back. The log may have recognised a repeated append by its ids, and what it
   * holds may say more than these events: one event more is looked at, which is of the same command
   * if that had stored more the first time, and the fingerprint, which is another one if the command
   * that came first was another.
   */
  async #readBack(
    stream: string,
    appended: readonly NewEvent[],
    last: Revision,
  ): Promise<readonly RecordedEvent<Event>[] | undefined> {
    const count = appended.length;
    const read = await this.read(stream, last - BigInt(count) + 1n, last + 1n);
    const events = read.slice(0, count);
    if (events.length !== count) throw new RangeError(`${events.length} of ${count} were found`);
    const [first] = events;
    const same =
      first?.metadata.fingerprint === appended[0]?.metadata.fingerprint &&
      first?.metadata.commandId !== read[count]?.metadata.commandId;
    return same ? events : undefined;
  }
}
