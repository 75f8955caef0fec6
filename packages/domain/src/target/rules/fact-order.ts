import type { FactOrder } from '@presales/kernel';
import type { TargetCommand } from '../commands.ts';
import type { TargetEvent } from '../events.ts';

/**
 * What happens to a target after what (B21). A revision says itself from which day on it holds, so revisions of
 * different days may be entered in any order.
 */
export const factOrder: FactOrder<TargetCommand, TargetEvent> = {
  settles: {
    TargetSet: [{ aspect: 'target', by: ['period'] }],
    TargetRevised: [{ aspect: 'revision', by: ['period', 'effectiveFrom'] }],
    TargetWithdrawn: [{ aspect: 'target', by: ['period'] }],
  },
  follows: {
    SetTarget: [],
    ReviseTarget: [{ aspect: 'target', by: ['period'] }],
    WithdrawTarget: [
      { aspect: 'target', by: ['period'] },
      { aspect: 'revision', by: ['period'] },
    ],
  },
};
