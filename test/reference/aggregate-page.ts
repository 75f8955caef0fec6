import {
  type Aggregate,
  type CodedRefusal,
  type CommandMessage,
  type Message,
  messageTypes,
} from '@presales/kernel';
import { z } from 'zod';
import type { Behaviour } from './behaviour.ts';
import { whatFollowsWhat } from './fact-order.ts';
import { code, table } from './markdown.ts';
import type { MessageComment, SourceComments } from './source-comments.ts';
import { fieldsOf } from './type-text.ts';

/** What a page of the reference is made from. */
export interface PageParts<
  Command extends CommandMessage,
  State,
  Event extends Message,
  Refusal extends CodedRefusal,
> {
  /** The aggregate's name in code. */
  readonly name: string;
  readonly aggregate: Aggregate<Command, State, Event, Refusal>;
  readonly comments: SourceComments;
  readonly behaviour: Behaviour;
}

/** The reference of one aggregate, in Markdown. */
export const aggregatePage = <
  Command extends CommandMessage,
  State,
  Event extends Message,
  Refusal extends CodedRefusal,
>({
  name,
  aggregate: { category, commands, events, codec, inOrder },
  comments,
  behaviour,
}: PageParts<Command, State, Event, Refusal>): string => {
  const refusals = new Map(comments.refusals.map((refusal) => [refusal.code, refusal]));
  return `${[
    `# ${name}`,
    comments.of(name),
    `Its streams are called \`${category}-<id>\`. Types with a name are explained under
[types](types.md). This page is generated from the schemas, the decider and the comments in the
sources: \`npm run reference\` writes it anew, and a test fails when it is stale.`,
    '## States',
    diagram(behaviour),
    ...staying(behaviour),
    '## Commands',
    ...messageTypes(commands).flatMap((type, index) => [
      ...message(type, commands.options[index], comments),
      `Leads to ${(behaviour.events.get(type) ?? []).map(code).join(', ')}.`,
    ]),
    '## Events',
    ...messageTypes(events).flatMap((type, index) => [
      ...message(type, events.options[index], comments),
      `Version ${codec.versionOf(type)}.`,
    ]),
    '## What follows what',
    ...whatFollowsWhat(inOrder?.order, messageTypes(commands), behaviour),
    '## Refusals',
    refusals.size === 0
      ? 'None: whatever fits its schema is done.'
      : table(
          ['code', 'carries', 'meaning', 'answers'],
          [...refusals.values()].map((refusal) => [
            code(refusal.code),
            code(refusal.fields),
            refusal.meaning,
            (behaviour.refused.get(refusal.code) ?? []).map(code).join(', '),
          ]),
        ),
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
};

/** The statuses and what leads from one to the other, as the decider was seen to move. */
const diagram = ({ statuses, changes }: Behaviour): string => {
  const id = (status: string): string =>
    status === statuses[0] ? '[*]' : status.replace(/-/g, '_');
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...statuses
      .filter((status) => status.includes('-'))
      .map((status) => `  state "${status}" as ${id(status)}`),
    ...changes.map(
      ({ from, to, events }) => `  ${id(from)} --> ${id(to)}: ${events.join('<br/>')}`,
    ),
    '```',
  ].join('\n');
};

const staying = ({ staying }: Behaviour): readonly string[] =>
  [...staying].map(
    ([status, events]) => `Stays ${code(status)} on ${events.map(code).join(', ')}.`,
  );

/** What commands and events have in common: their name, their meaning and their fields. */
const message = (type: string, schema: unknown, comments: SourceComments): readonly string[] => {
  const comment = comments.message(type);
  return [`### ${type}`, comment.meaning, fieldTable(schema, comment)];
};

const fieldTable = (schema: unknown, comment: MessageComment): string =>
  table(
    ['field', 'type', ''],
    fieldsOf(dataOf(schema)).map(({ name, optional, type }) => [
      code(`${name}${optional ? '?' : ''}`),
      code(type),
      comment.fields.get(name) ?? '',
    ]),
  );

/** The fields that a message carries. */
const dataOf = (schema: unknown): z.ZodObject => {
  const inner = schema instanceof z.ZodReadonly ? schema.unwrap() : schema;
  const data = inner instanceof z.ZodObject ? inner.shape['data'] : undefined;
  const object = data instanceof z.ZodReadonly ? data.unwrap() : data;
  if (!(object instanceof z.ZodObject)) throw new TypeError('expected the schema of a message');
  return object;
};
