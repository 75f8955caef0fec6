/** A state in which there is something: an aggregate about which at least one event was recorded. */
export type Existing<State extends { readonly status: string }> = Exclude<
  State,
  { readonly status: 'absent' }
>;
