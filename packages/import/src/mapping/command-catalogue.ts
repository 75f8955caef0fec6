import { type AggregateName, aggregates } from '@presales/domain';
import {
  type Aggregate,
  type CodedRefusal,
  type CommandMessage,
  type Message,
  messageTypes,
  schemaOf,
} from '@presales/kernel';
import { z } from 'zod';

/** A command that fits its schema, and the stream it is for. */
export interface ReadyCommand {
  readonly type: string;
  readonly data: object;
  readonly stream: string;
}

/** One wrong field of a command. */
export interface WrongField {
  /** The path into the command's data. */
  readonly path: string;
  readonly expected: string;
}

/** What an import knows of one type of command. */
export interface CommandKind {
  readonly type: string;
  /** The aggregate that takes it: `opportunity`. */
  readonly aggregate: AggregateName;
  /** The schema of its data. */
  readonly data: z.core.$ZodType;
  /** The command, or what is wrong with its data. */
  readonly ready: (data: object) => ReadyCommand | readonly WrongField[];
}

const kindsOf = (aggregate: AggregateName): readonly CommandKind[] => {
  // An aggregate's own schema says what its commands are; looked up by name, it is any of them.
  const { category, commands, identify } = aggregates[aggregate] as unknown as Aggregate<
    CommandMessage,
    unknown,
    Message,
    CodedRefusal
  >;
  return messageTypes(commands).map((type) => ({
    type,
    aggregate,
    data: schemaOf(commands, type),
    ready: (input) => {
      const parsed = z.safeParse(commands, { type, data: input });
      if (!parsed.success) return parsed.error.issues.flatMap((issue) => wrongFields(issue, []));
      const command = parsed.data;
      return { type, data: command.data, stream: `${category}-${identify(command)}` };
    },
  }));
};

const wrongFields = (
  issue: z.core.$ZodIssue,
  base: readonly PropertyKey[],
): readonly WrongField[] => {
  const path = [...base, ...issue.path];
  const [member] = issue.code === 'invalid_union' ? issue.errors : [];
  if (member !== undefined && member.length > 0)
    return member.flatMap((inner) => wrongFields(inner, path));
  return [{ path: path.slice(1).map(String).join('.'), expected: issue.message }];
};

/** Every command of pre-sales by its type, but those by which an import keeps its own record. */
export const commandKinds: ReadonlyMap<string, CommandKind> = new Map(
  // The table has no other keys than the names.
  (Object.keys(aggregates) as AggregateName[])
    .filter((name) => name !== 'importRecord')
    .flatMap(kindsOf)
    .map((kind) => [kind.type, kind]),
);
