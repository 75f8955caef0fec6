import { type Decision, type Decisions, decisions, type Instant } from '@presales/kernel';
import type { CommandData } from '../shared/command-data.ts';
import type { SupplierCommand } from './commands.ts';
import type { SupplierEvent } from './events.ts';

/** Why a supplier's command is refused. */
export type SupplierRefusal =
  /** Dated before something that it undoes, replaces or rests on (B21). */
  | {
      readonly code: 'supplier/before-fact';
      /** The event that came later. */
      readonly fact: string;
      readonly factAt: Instant;
    }
  /** Registered before, under another name. */
  | { readonly code: 'supplier/already-registered' }
  | { readonly code: 'supplier/not-registered' }
  | { readonly code: 'supplier/too-many-levels'; readonly limit: number };

/** What a supplier answers to a command. */
export type Answer = Decision<SupplierEvent, SupplierRefusal>;

/** What a command of a type carries. */
export type Data<Type extends SupplierCommand['type']> = CommandData<SupplierCommand, Type>;

type Answers = Decisions<SupplierEvent, SupplierRefusal>;
const answers: Answers = decisions();

/** The answer that something has happened; without an event, that it is already so. */
export const emit: Answers['emit'] = answers.emit;

/** The answer that it is not to be, and why. */
export const refuse: Answers['refuse'] = answers.refuse;
