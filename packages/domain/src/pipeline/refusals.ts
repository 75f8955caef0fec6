import { type Decision, decisions, type Of } from '@presales/kernel';
import type { PipelineCommand } from './commands.ts';
import type { PipelineEvent } from './events.ts';

/** Why a pipeline's command is refused. Whatever fits the schema may be the next version. */
export type PipelineRefusal =
  | { readonly code: 'pipeline/not-defined' }
  | { readonly code: 'pipeline/unknown-step'; readonly step: string }
  /** A pipeline keeps one step at least that deals can enter. */
  | { readonly code: 'pipeline/last-step'; readonly step: string };

/** What a pipeline answers to a command. */
export type Answer = Decision<PipelineEvent, PipelineRefusal>;

/** What a command of a type carries. */
export type Data<Type extends PipelineCommand['type']> = Of<PipelineCommand, Type>['data'];

/** The two answers: what happened, or why not. */
export const { emit, refuse } = decisions<PipelineEvent, PipelineRefusal>();
