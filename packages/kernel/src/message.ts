import { z } from 'zod';
import type { Instant } from './instant.ts';

/** What travels: a name and its data. Commands and events are both messages. */
export interface Message {
  readonly type: string;
  readonly data: object;
}

/** A message that asks for something. It brings its own hour: deciding never looks at a clock. */
export interface CommandMessage extends Message {
  readonly data: { readonly at: Instant };
}

/** The member of a message union that carries the given type. */
export type Of<Union extends Message, Type extends Union['type']> = Extract<
  Union,
  { readonly type: Type }
>;

/**
 * The schema of one message. Unknown fields are refused, so that a misspelt field is an error
 * and not a silent loss.
 */
export const message = <Type extends string, Shape extends z.core.$ZodLooseShape>(
  type: Type,
  shape: Shape,
) => z.strictObject({ type: z.literal(type), data: z.strictObject(shape).readonly() }).readonly();
