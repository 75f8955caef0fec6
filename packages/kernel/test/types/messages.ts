// What the compiler says of messages: compiled by test/message-types.test.ts, line by line.
import { z } from 'zod';
import { type Decision, decisions, message, type Of } from '../../src/index.ts';

export const TillEvent = z.discriminatedUnion('type', [
  message('TillOpened', {
    /** The drawer that was opened. */
    drawerId: z.string(),
    /** Who counts it in the evening. */
    cashierId: z.string().optional(),
  }),
  message('TillClosed', { drawerId: z.string() }),
]);
export type TillEvent = z.infer<typeof TillEvent>;
type TillRefusal = { readonly code: 'till/open' } | { readonly code: 'till/closed' };

const { emit, refuse } = decisions<TillEvent, TillRefusal>();

export const answers: readonly Decision<TillEvent, TillRefusal>[] = [
  emit({ type: 'TillOpened', data: { drawerId: 'd1' } }),
  emit({ type: 'TillOpened', data: { drawerId: 'd1', cashierId: undefined } }),
  emit({ type: 'TillOpend', data: { drawerId: 'd1' } }), // misspelt type
  emit({ type: 'TillClosed', data: {} }), // missing field
  emit({ type: 'TillClosed', data: { drawerId: 'd1', cashierId: 'anna' } }), // stray field
  emit({ type: 'TillClosed', data: { drawerId: 1 } }), // wrong kind
  refuse({ code: 'till/lost' }), // misspelt code
];

/** The compiler asks for every case, and each case knows its own data. */
export const cashierOf = (event: TillEvent): string | undefined => {
  switch (event.type) {
    case 'TillOpened':
      return event.data.cashierId;
    case 'TillClosed':
      return event.data.cashierId; // not a field of this type
  }
};

export const rename = ({ data }: Of<TillEvent, 'TillOpened'>): void => {
  data.drawerId = 'other'; // read-only
};
