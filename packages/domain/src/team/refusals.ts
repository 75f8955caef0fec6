import { type Decision, type Decisions, decisions, type LocalDate } from '@presales/kernel';
import type { CommandData } from '../shared/command-data.ts';
import type { TeamCommand } from './commands.ts';
import type { TeamEvent } from './events.ts';

/** Why a team's command is refused. */
export type TeamRefusal =
  /** Created before, under another name. */
  | { readonly code: 'team/already-created'; readonly name: string }
  | { readonly code: 'team/not-created' }
  /** A member since a later day than the one that is asked for. */
  | { readonly code: 'team/joined-later'; readonly from: LocalDate }
  /** The day lies within an earlier membership. */
  | { readonly code: 'team/joins-before-leaving'; readonly until: LocalDate }
  | { readonly code: 'team/not-a-member'; readonly salespersonId: string }
  | { readonly code: 'team/leaves-before-joining'; readonly from: LocalDate };

/** What a team answers to a command. */
export type Answer = Decision<TeamEvent, TeamRefusal>;

/** What a command of a type carries. */
export type Data<Type extends TeamCommand['type']> = CommandData<TeamCommand, Type>;

type Answers = Decisions<TeamEvent, TeamRefusal>;
const answers: Answers = decisions();

/** The answer that something has happened; without an event, that it is already so. */
export const emit: Answers['emit'] = answers.emit;

/** The answer that it is not to be, and why. */
export const refuse: Answers['refuse'] = answers.refuse;
