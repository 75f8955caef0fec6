import { z } from 'zod';
import { Instant } from './instant.ts';
import { Id } from './scalars.ts';

/** What goes with a command: who asks, under which id, following what. */
export const CommandContext = z
  .strictObject({
    /** The person or process that asks. */
    actor: Id,
    /** The same id asks the same thing: a repeated command is answered as it was the first time. */
    commandId: Id,
    /** By default the command id. */
    correlationId: Id.optional(),
    /** By default the command id. */
    causationId: Id.optional(),
    /**
     * What a command given again under the same id has to have in common with the first one. By
     * default a hash of its type and data (`fingerprintOf`). Give one where a repetition may say the
     * same in other words: of a request whose hour is filled in on the way, or of a message that is
     * answered by looking things up.
     */
    fingerprint: Id.optional(),
    /**
     * The latest that the command can have been meant for, where its `at` is not to the millisecond: a
     * date without an hour, an hour that nobody gave, an answer to something that happened before.
     * Dated before a fact that it follows, the command then takes the fact's time up to this.
     */
    atLatest: Instant.optional(),
    /** The W3C trace context, where there is one. */
    traceparent: z
      .string()
      .regex(/^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/, {
        error: 'expected a W3C traceparent such as "00-<32 hex>-<16 hex>-01"',
      })
      .optional(),
  })
  .readonly();
export type CommandContext = z.infer<typeof CommandContext>;
