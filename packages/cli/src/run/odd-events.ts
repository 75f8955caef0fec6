import type { StoredEvent } from '@presales/kernel';
import type { Context } from '../commands/context.ts';
import { harmless } from '../harmless.ts';
import { odditiesOf } from '../rendering/oddities.ts';

/** Notes the events that are not as they should be, to tell of them beside the listing. */
export interface OddEvents {
  readonly lookAt: (events: readonly StoredEvent[]) => void;
  /** Says on standard error how many there were, and names the first; nothing where there were none. */
  readonly tell: (context: Context) => Promise<void>;
}

/** Has seen none yet. */
export const oddEvents = (): OddEvents => {
  let count = 0;
  let first = '';
  return {
    lookAt: (events) => {
      for (const event of events) {
        const odd = odditiesOf(event);
        if (odd.length === 0) continue;
        const { position, type, stream } = event;
        if (count === 0)
          first = harmless(`position ${position}, ${type} in ${stream}: ${odd.join('; ')}`);
        count += 1;
      }
    },
    tell: async ({ note }) => {
      if (count === 1) await note(`one event is not as it should be, at ${first}`);
      else if (count > 1)
        await note(`${count} events are not as they should be, the first at ${first}`);
    },
  };
};
