import { type Decision, type Decisions, decisions, type Instant } from '@presales/kernel';
import type { CommandData } from '../shared/command-data.ts';
import type { PipelineCommand } from './commands.ts';
import type { PipelineEvent } from './events.ts';

/** Why a pipeline's command is refused. Whatever fits the schema may be the next version. */
export type PipelineRefusal =
  /** Dated before something that it undoes, replaces or rests on (B21). */
  | {
      readonly code: 'pipeline/before-fact';
      /** The event that came later. */
      readonly fact: string;
      readonly factAt: Instant;
    }
  | { readonly code: 'pipeline/not-defined' }
  | { readonly code: 'pipeline/unknown-step'; readonly step: string }
  /** A pipeline keeps one step at least that deals can enter. */
  | { readonly code: 'pipeline/last-step'; readonly step: string };

/** What a pipeline answers to a command. */
export type Answer = Decision<PipelineEvent, PipelineRefusal>;

/** What a command of a type carries. */
export type Data<Type extends PipelineCommand['type']> = CommandData<PipelineCommand, Type>;

type Answers = Decisions<PipelineEvent, PipelineRefusal>;
const answers: Answers = decisions();

/** The answer that something has happened; without an event, that it is already so. */
export const emit: Answers['emit'] = answers.emit;

/** The answer that it is not to be, and why. */
export const refuse: Answers['refuse'] = answers.refuse;
