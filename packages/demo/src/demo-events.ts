import { eventId } from '@presales/kernel/store';
import { actorOf as actorOfProcess } from '@presales/processes';
import { houseProcesses } from './processes.ts';
import { commandIdOf } from './script.ts';
import { seedOfDemo } from './story.ts';
import { at, END } from './timeline.ts';

/** What is looked at of an event; its metadata may be anything. */
interface Written {
  readonly stream: string;
  readonly id: string;
  readonly recordedAt: string;
  readonly metadata: unknown;
}

/** The seed of the demo that a log begins with, if it begins with one. */
export const seedOfLog = (first: Written): number | undefined => {
  const actor = partOf(first, 'actor');
  return actor === undefined ? undefined : seedOfDemo(actor);
};

/** Who did it, as a message says it. */
export const actorOf = (event: Written): string => partOf(event, 'actor') ?? 'nobody';

/**
 * More commands than any demo has: of their ids those that follow from the seed are known. The whole
 * year has some 37,000.
 */
const mostCommands = 100_000;

/**
 * Whether the demo of a seed wrote an event, asked of one event after the other in the log's order.
 *
 * An event of the demo was recorded within its year. Its id follows from its command's, and that
 * follows from the seed, or is a house process's answer to an event of the demo. Names do not count:
 * people and programs of any other origin may have the same ones.
 */
export const demoEvents = (seed: number): ((event: Written) => boolean) => {
  const isCommand = commandsOf(seed);
  const processes = new Set(houseProcesses().map(({ name }) => actorOfProcess(name)));
  const written = new Set<string>();
  let last = { stream: '', commandId: '', index: -1 };
  return (event) => {
    const { stream, id, recordedAt } = event;
    const commandId = partOf(event, 'commandId');
    if (commandId === undefined) return false;
    const isNext = last.stream === stream && last.commandId === commandId;
    last = { stream, commandId, index: isNext ? last.index + 1 : 0 };
    const answersDemo = () =>
      processes.has(partOf(event, 'actor') ?? '') &&
      written.has(partOf(event, 'causationId') ?? '');
    const isOurs =
      recordedAt < afterYear &&
      id === eventId(stream, commandId, last.index) &&
      (isCommand(commandId) || answersDemo());
    if (isOurs) written.add(id);
    return isOurs;
  };
};

const afterYear = at(END);

/** Whether a command is one that people give in the demo of a seed; ids are made as far as needed. */
const commandsOf = (seed: number): ((commandId: string) => boolean) => {
  const made = new Set<string>();
  return (commandId) => {
    while (!made.has(commandId)) {
      if (made.size === mostCommands) return false;
      made.add(commandIdOf(seed, made.size));
    }
    return true;
  };
};

const partOf = ({ metadata }: Written, part: string): string | undefined => {
  const value: unknown =
    typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, part) : undefined;
  return typeof value === 'string' ? value : undefined;
};
