import type { GroupSettings } from './consumer-group.ts';
import type { Message } from './message.ts';

/** What decides whether a checkpoint is due. */
export interface CheckpointOccasion {
  /** Messages that were delivered and not yet acknowledged, parked or skipped. */
  readonly underWay: readonly Message[];
  /** Whether the clock brought this up, and not an acknowledgement. */
  readonly isTick: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** How far a group has come: the order of its deliveries, and its checkpoint. */
export class Progress {
  #lastKnown: bigint | undefined;
  #lastCheckpoint: bigint | undefined;
  #nextSequence: number;
  #checkpointedSequence: number;
  #checkpointedAt = Number.NEGATIVE_INFINITY;

  /** `checkpoint` is where the group stood when it was last open. */
  constructor(checkpoint: bigint | undefined) {
    this.#lastKnown = checkpoint;
    this.#lastCheckpoint = checkpoint;
    this.#nextSequence = checkpoint === undefined ? 0 : 1;
    this.#checkpointedSequence = this.#nextSequence - 1;
  }

  /** The place of the last message that was delivered or passed over. */
  get lastKnown(): bigint | undefined {
    return this.#lastKnown;
  }

  /** The checkpoint that was written last. */
  get lastCheckpoint(): bigint | undefined {
    return this.#lastCheckpoint;
  }

  /** Gives a message its place in the order when it is delivered for the first time. */
  sequenced(message: Message, place: bigint | undefined): Message {
    if (message.sequence !== undefined || message.replayed) return message;
    const sequenced = { ...message, sequence: this.#nextSequence, previous: this.#lastKnown };
    this.#nextSequence += 1;
    if (place !== undefined) this.#lastKnown = place;
    return sequenced;
  }

  /** Counts as done what the filter left out: the checkpoint may pass over it. */
  passOver(position: bigint, count: number): void {
    if (count === 0) return;
    this.#lastKnown = position;
    this.#nextSequence += count;
  }

  /**
   * The checkpoint that is due now, which then counts as written; undefined when none is. It goes as
   * far as no message is under way, once enough messages came together (`TryMarkCheckpoint`).
   */
  checkpointDue(
    { underWay, isTick, now }: CheckpointOccasion,
    { checkpointAfter, minCheckpointCount, maxCheckpointCount }: GroupSettings,
  ): bigint | undefined {
    const { sequence, place } = this.#reached(underWay);
    if (place === undefined) return undefined;
    const difference = sequence - this.#checkpointedSequence;
    const elapsed = now - this.#checkpointedAt;
    if (elapsed < checkpointAfter && difference < maxCheckpointCount) return undefined;
    if (!(isTick && difference >= minCheckpointCount) && difference < maxCheckpointCount)
      return undefined;
    this.#checkpointedAt = now;
    this.#checkpointedSequence = sequence;
    this.#lastCheckpoint = place;
    return place;
  }

  /** Everything up to here is done: the place before the first message that is under way. */
  #reached(underWay: readonly Message[]): { sequence: number; place: bigint | undefined } {
    const lowest = underWay
      .filter(({ sequence }) => sequence !== undefined)
      .sort((one, other) => (one.sequence ?? 0) - (other.sequence ?? 0))[0];
    return lowest?.sequence === undefined
      ? { sequence: this.#nextSequence - 1, place: this.#lastKnown }
      : { sequence: lowest.sequence - 1, place: lowest.previous };
  }
}
