import { type Aggregate, aggregate } from '@presales/kernel';
import { inOrder } from '../shared/in-order.ts';
import { TargetCommand } from './commands.ts';
import { revise } from './decide/revise.ts';
import { set } from './decide/set.ts';
import { withdraw } from './decide/withdraw.ts';
import { TargetEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { targetIdOf } from './figures/target-id.ts';
import type { Answer, TargetRefusal } from './refusals.ts';
import { factOrder } from './rules/fact-order.ts';
import type { Target } from './state.ts';

const decide = (command: TargetCommand, state: Target): Answer => {
  switch (command.type) {
    case 'SetTarget':
      return set(command.data, state);
    case 'ReviseTarget':
      return revise(command.data, state);
    case 'WithdrawTarget':
      return withdraw(command.data, state);
  }
};

/** What a person or a team is to reach (S15, S54, S55), period by period. */
export const target: Aggregate<TargetCommand, Target, TargetEvent, TargetRefusal> = aggregate({
  category: 'target',
  commands: TargetCommand,
  events: TargetEvent,
  decider: { initialState: { status: 'absent' }, evolve, decide },
  inOrder: inOrder('target/before-fact', factOrder),
  identify: ({ data }) => targetIdOf(data.holder, data.metric),
});
