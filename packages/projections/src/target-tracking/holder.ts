/** Whose target or sales it is. */
export interface Holder {
  readonly kind: 'person' | 'team';
  readonly id: string;
}
