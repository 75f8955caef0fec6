import { type AggregateName, aggregates, type CommandOf } from '@presales/domain';
import {
  type Aggregate,
  type CodedRefusal,
  type CommandMessage,
  type Message,
  streamName,
} from '@presales/kernel';

/** A command that a process wants carried out, and which aggregate it is for. */
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
