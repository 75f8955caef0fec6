import { UnreadableRow } from '../shared/unreadable-row.ts';

/** A row that carries the steps of a pipeline version. */
interface WithSteps {
  readonly steps: string;
  readonly position: number;
}

/** The steps that a row of a table carries. */
export type StepsOf = (table: string, row: WithSteps) => readonly string[];

/** Reads steps, each list once: most deals run in the same few versions. */
export const stepsReader = (): StepsOf => {
  const known = new Map<string, readonly string[]>();
  return (table, row) => {
    const steps = known.get(row.steps) ?? parsed(table, row);
    known.set(row.steps, steps);
    return steps;
  };
};

const parsed = (table: string, { steps, position }: WithSteps): readonly string[] => {
  try {
    const list: unknown = JSON.parse(steps);
    return Array.isArray(list) ? list.map(String) : [];
  } catch (error) {
    throw new UnreadableRow(table, position, 'steps', error);
  }
};
