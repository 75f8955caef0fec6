import type { Message, MessageUnion } from '@presales/kernel';
import { messageTypes } from '@presales/kernel';
import { z } from 'zod';
import type { Behaviour } from './behaviour.ts';
import type { MessageComment, SourceComments } from './source-comments.ts';
import { fieldsOf } from './type-text.ts';

/** What a page of the reference is made from. */
export interface PageParts {
  /** The aggregate's name in code. */
  readonly name: string;
  readonly category: string;
  readonly commands: MessageUnion<Message>;
  readonly events: MessageUnion<Message>;
  readonly versionOf: (type: string) => number;
  readonly comments: SourceComments;
  readonly behaviour: Behaviour;
}

/** The reference of one aggregate, in Markdown. */
export const aggregatePage = (parts: PageParts): string => {
  const { name, category, comments, behaviour } = parts;
  const refusals = new Map(comments.refusals.map((refusal) => [refusal.code, refusal]));
  return `${[
    `# ${name}`,
    comments.of(name),
    `Streams \`${category}-<id>\`. This page is generated from the schemas, the decider and the comments in
the sources: \`npm run reference\` writes it anew, and a test fails when it is stale.`,
    '## States',
    diagram(behaviour),
    ...staying(behaviour),
    '## Commands',
    ...commandSections(parts),
    '## Events',
    ...eventSections(parts),
    '## Refusals',
    refusals.size === 0
      ? 'None: whatever fits its schema is done.'
      : table(
          ['code', 'carries', 'meaning', 'answers'],
          [...refusals.values()].map(({ code, fields, meaning }) => [
            `\`${code}\``,
            fields === '' ? '' : `\`${fields}\``,
            meaning,
            (behaviour.refused.get(code) ?? []).map((type) => `\`${type}\``).join(', '),
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
    ([status, events]) =>
      `Stays \`${status}\` on ${events.map((type) => `\`${type}\``).join(', ')}.`,
  );

const commandSections = ({ commands, comments, behaviour }: PageParts): readonly string[] =>
  messageTypes(commands).flatMap((type, index) => {
    const comment = comments.message(type);
    const events = behaviour.events.get(type) ?? [];
    return [
      `### ${type}`,
      comment.meaning,
      fieldTable(commands.options[index], comment),
      `Leads to ${events.map((event) => `\`${event}\``).join(', ')}.`,
    ];
  });

const eventSections = ({ events, versionOf, comments }: PageParts): readonly string[] =>
  messageTypes(events).flatMap((type, index) => {
    const comment = comments.message(type);
    return [
      `### ${type}`,
      comment.meaning,
      fieldTable(events.options[index], comment),
      `Version ${versionOf(type)}.`,
    ];
  });

const fieldTable = (schema: unknown, comment: MessageComment): string =>
  table(
    ['field', 'type', ''],
    fieldsOf(dataOf(schema)).map(({ name, optional, type }) => [
      `\`${name}${optional ? '?' : ''}\``,
      `\`${type}\``,
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

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`)
    .join('\n');
