/** What a pair's rates of a year are: by day, the latest rate of every source. */
export type ExchangeRate =
  | { readonly status: 'absent' }
  | {
      readonly status: 'published';
      readonly rates: ReadonlyMap<string, ReadonlyMap<string, string>>;
    };
