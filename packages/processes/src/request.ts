import { aggregates } from '@presales/domain';
import {
  type Aggregate,
  type CodedRefusal,
  type CommandMessage,
  type Message,
  streamName,
} from '@presales/kernel';

type Aggregates = typeof aggregates;

/** The name of a kind of aggregate, as `aggregates` of the domain has it. */
export type AggregateName = keyof Aggregates;

/** What can be asked of an aggregate of that kind. */
export type CommandOf<Name extends AggregateName> =
  Aggregates[Name] extends Aggregate<infer Command, infer _State, infer _Event, infer _Refusal>
    ? Command
    : never;

/** What an aggregate of that kind is. */
export type StateOf<Name extends AggregateName> =
  Aggregates[Name] extends Aggregate<infer _Command, infer State, infer _Event, infer _Refusal>
    ? State
    : never;

/** A command that a process wants carried out, and which kind of aggregate it is for. */
export type Request = {
  readonly [Name in AggregateName]: { readonly aggregate: Name; readonly command: CommandOf<Name> };
}[AggregateName];

/** What a process answers to an event: nothing follows from it, or these, in order. */
export type Requests = readonly Request[];

/**
 * The stream that a request is for.
 *
 * @throws InvalidInput when the command's id cannot be part of a stream's name
 */
export const streamOf = ({ aggregate, command }: Request): string => {
  // Name and command belong together by the type of Request; indexing forgets it.
  const { category, identify } = aggregates[aggregate] as unknown as Aggregate<
    CommandMessage,
    unknown,
    Message,
    CodedRefusal
  >;
  return streamName(category, identify(command));
};
