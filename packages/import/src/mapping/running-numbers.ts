import { identityText } from '@presales/kernel';
import { Unreadable } from './cell-readers.ts';
import { compileConditions } from './condition.ts';
import { Conditions } from './mapping.ts';
import type { Path } from './mapping-document.ts';
import type { Running } from './source.ts';
import { type Scope, type TextOf, textSource } from './source-text.ts';

type Cells = readonly string[];

/** The running numbers of one pass over rows. */
export interface RunningNumbers {
  /** Where among a row's cells, numbers appended, a running number stands. */
  readonly at: (running: Running, path: Path) => number;
  /** How many there are. */
  readonly count: () => number;
  /** Begins to count: returns the cells of each row in turn with its numbers appended. */
  readonly begin: () => (cells: Cells) => Cells;
}

interface Counter {
  /** What tells a running number from others. */
  readonly identity: string;
  readonly group: (cells: Cells) => string | undefined;
  readonly counts: (cells: Cells) => boolean;
}

/** The running numbers that are asked for while a pass is compiled. */
export const runningNumbers = (scope: Scope): RunningNumbers => {
  const counters: Counter[] = [];
  const { columns } = scope;
  return {
    at: (running, path) => {
      const identity = JSON.stringify(running);
      const known = counters.findIndex((counter) => counter.identity === identity);
      if (known >= 0) return columns.size + known;
      counters.push(counterOf(running, identity, path, scope));
      return columns.size + counters.length - 1;
    },
    count: () => counters.length,
    begin: () => {
      const groups = counters.map(() => new Map<string, number>());
      return (cells) => {
        if (counters.length === 0) return cells;
        // A row of another length than the header is rejected, and counts nowhere.
        const whole = cells.length === columns.size;
        const numbers = counters.map((counter, index) =>
          whole ? next(counter, groups[index], cells) : '',
        );
        return [...cells, ...numbers];
      };
    },
  };
};

/** The number that a row has; none where it is in no group. */
const next = (counter: Counter, groups: Map<string, number> | undefined, cells: Cells): string => {
  const group = counter.group(cells);
  if (group === undefined) return '';
  const number = (groups?.get(group) ?? 0) + (counter.counts(cells) ? 1 : 0);
  groups?.set(group, number);
  return String(number);
};

const counterOf = (running: Running, identity: string, path: Path, scope: Scope): Counter => {
  const place = [...path, 'within'];
  const within = [running.within]
    .flat()
    .map(
      (name): TextOf =>
        textSource(name.startsWith('$') ? name : { column: name }, place, scope).text,
    );
  const counts =
    running.counts === undefined
      ? undefined
      : compileConditions(
          scope.document.parse(Conditions, running.counts, [...path, 'counts']),
          [...path, 'counts'],
          scope,
        );
  return {
    identity,
    group: (cells) => {
      const texts: string[] = [];
      for (const text of within) {
        const part = text(cells);
        if (part === undefined || part instanceof Unreadable) return undefined;
        texts.push(identityText(part));
      }
      return JSON.stringify(texts);
    },
    counts: (cells) => counts === undefined || counts(cells) === true,
  };
};
