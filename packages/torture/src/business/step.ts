import type { CodedRefusal, CommandContext, Handled, Message } from '@presales/kernel';
import type { Presales } from '@presales/runtime';

export type Answer = Handled<Message, CodedRefusal>;

/** One command, ready to be asked, and to be asked again with the same id. */
export interface Step {
  readonly commandId: string;
  readonly ask: (presales: Presales) => Promise<Answer>;
}

/** A command that lacks only its context. */
export type Asked = (
  presales: Presales,
  context: Pick<CommandContext, 'actor' | 'commandId'>,
  at: string,
) => Promise<Answer>;

/** Commands in their order, with an id and a minute of business time each, from a day on. */
export const stepsOf = (
  name: string,
  actor: string,
  from: number,
  asked: readonly Asked[],
): readonly Step[] =>
  asked.map((ask, nth) => {
    const commandId = `${name}.${nth}`;
    const at = new Date(from + nth * 60_000).toISOString();
    return { commandId, ask: (presales) => ask(presales, { actor, commandId }, at) };
  });
