/** Every bound in one place: what is larger is refused where it enters, with a clear error. */
export const limits = {
  /** Characters in an id: streams are named after it. */
  idLength: 200,
  /** Characters in a name, a reason, a note. */
  textLength: 4_000,
  /**
   * Minor units of any stored amount, either way: 15 digits, as a decimal may have, so that every
   * amount has a decimal text that reads back; nine of them still sum to a safe integer.
   */
  amount: 999_999_999_999_999,
  /** Significant digits of a stored decimal (quantity, rate, factor). */
  decimalDigits: 15,
  /** Decimal places of a stored decimal. */
  decimalScale: 9,
  /** Events in one append. */
  appendEvents: 1_000,
  /** Bytes of JSON in one append: EventStoreDB's own default. */
  appendBytes: 1_048_576,
  /** Characters of JSON after which a page of events ends, however few they are. */
  pageText: 8_388_608,
  /** Levels of nesting in stored JSON. */
  depth: 32,
} as const;
