/** A name in camel case as kebab case spells it: `shopOrder` is `shop-order`. */
export type KebabCase<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${KebabCase<Rest>}`
  : Name;

/** A name in camel case, spelt in kebab case. */
export const kebabCase = <Name extends string>(name: Name): KebabCase<Name> =>
  // The type does with its letters what the expression does with the text.
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) as KebabCase<Name>;
