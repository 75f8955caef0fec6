import type { Consumer, GroupFigures } from './consumer-group.ts';
import type { Slots } from './consumer-strategy.ts';
import type { Message } from './message.ts';

/** A consumer in a group, and the messages that it holds. */
export interface Seat extends Slots {
  readonly consumer: Consumer;
  readonly inHand: Set<string>;
  /** How many messages it was given so far. */
  total: number;
}

interface InHand {
  readonly message: Message;
  readonly seat: Seat;
  readonly expires: number;
}

/** The consumers of a group, and which of them holds which message. */
export class Seats {
  readonly #seats: Seat[] = [];
  readonly #inHand = new Map<string, InHand>();
  #totalItems = 0;

  /** The consumers in the order in which they joined. */
  get all(): readonly Seat[] {
    return this.#seats;
  }

  /** How many messages are held. */
  get outstanding(): number {
    return this.#inHand.size;
  }

  /** How many messages were ever given out. */
  get totalItems(): number {
    return this.#totalItems;
  }

  /** The messages that are held. */
  get messages(): readonly Message[] {
    return [...this.#inHand.values()].map(({ message }) => message);
  }

  /** What each consumer tells about itself. */
  get figures(): GroupFigures['consumers'] {
    return this.#seats.map(({ consumer, free, inHand, total }) => ({
      name: consumer.name,
      free: free(),
      inFlight: inHand.size,
      totalItems: total,
    }));
  }

  /** Takes a consumer in. */
  add(consumer: Consumer): void {
    const inHand = new Set<string>();
    const free = (): number => consumer.bufferSize - inHand.size;
    this.#seats.push({ consumer, inHand, free, total: 0 });
  }

  /** Lets a consumer go, and answers with the messages that it held. */
  remove(consumer: Consumer): readonly Message[] {
    const index = this.#seats.findIndex((seat) => seat.consumer === consumer);
    const [seat] = index < 0 ? [] : this.#seats.splice(index, 1);
    return [...(seat?.inHand ?? [])].flatMap((id) => this.release(id) ?? []);
  }

  /** Sends all consumers away. */
  clear(): void {
    this.#inHand.clear();
    for (const { consumer } of this.#seats.splice(0)) consumer.drop();
  }

  /** Gives a message to a consumer, who has until `expires` to acknowledge it. */
  give(message: Message, seat: Seat, expires: number): void {
    this.#inHand.set(message.id, { message, seat, expires });
    seat.inHand.add(message.id);
    seat.total += 1;
    this.#totalItems += 1;
    seat.consumer.push(message);
  }

  /** Takes a message from whoever holds it; undefined when nobody does. */
  release(id: string): Message | undefined {
    const held = this.#inHand.get(id);
    held?.seat.inHand.delete(id);
    this.#inHand.delete(id);
    return held?.message;
  }

  /** The ids of the messages that were held for too long. */
  expired(time: number): readonly string[] {
    return [...this.#inHand].filter(([, { expires }]) => expires <= time).map(([id]) => id);
  }
}
