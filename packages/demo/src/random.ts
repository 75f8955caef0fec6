import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Chance that repeats itself: one seed, one sequence, on every machine. */
export interface Random {
  /** Yes, with this probability: 0.25 is every fourth time. */
  readonly chance: (probability: number) => boolean;
  /** A whole number from `least` through `most`. */
  readonly whole: (least: number, most: number) => number;
  /** A whole number from `least` through `most`, the middle likelier than the ends. */
  readonly about: (least: number, most: number) => number;
  readonly pick: <Item>(items: readonly [Item, ...Item[]]) => Item;
  /** One of the items, each as likely as its weight says. */
  readonly weighted: <Item>(
    items: readonly [Item, ...Item[]],
    weight: (item: Item) => number,
  ) => Item;
}

/** Only the four basic operations are used: `Math.log` and its kind differ between machines. */
export const randomOf = (seed: number): Random => {
  const generator = xoroshiro128plus(seed);
  const unit = () => uniformFloat64(generator);
  const whole = (least: number, most: number) => uniformInt(generator, least, most);
  const pick = <Item>(items: readonly [Item, ...Item[]]): Item =>
    items[whole(0, items.length - 1)] ?? items[0];
  return {
    chance: (probability) => unit() < probability,
    whole,
    about: (least, most) =>
      least + Math.floor(((unit() + unit() + unit()) / 3) * (most - least + 1)),
    pick,
    weighted: (items, weight) => {
      let left = unit() * items.reduce((total, item) => total + weight(item), 0);
      for (const item of items) {
        left -= weight(item);
        if (left < 0) return item;
      }
      return items[0];
    },
  };
};
