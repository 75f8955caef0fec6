import { mappingDocument } from '../src/mapping/mapping-document.ts';
import { importPlan, type RowPlan } from '../src/mapping/plan.ts';
import { columnsOf } from '../src/table/header.ts';
import type { JoinedRows } from '../src/table/joined-rows.ts';

/** A mapping that is to meet rows. */
export interface Given {
  /** The columns of the input. */
  readonly columns: readonly string[];
  readonly mapping: string;
  readonly joined?: ReadonlyMap<string, JoinedRows>;
}

/** What a mapping makes of a row. */
export const given = ({ columns, mapping, joined = new Map() }: Given) => {
  const { rows } = importPlan({
    document: mappingDocument('mapping.yaml', `name: test\n${mapping}`),
    input: { file: 'rows.csv', columns: columnsOf('rows.csv', columns) },
    joined,
  });
  const number = rows.numbering();
  const plan = (cells: readonly string[]): RowPlan => rows.plan(number(cells));
  return {
    plan,
    /** The commands of a row, or why there are none. */
    row: (...cells: readonly string[]) => {
      const planned = plan(cells);
      return planned.readable
        ? planned.commands.map(({ type, data }) => ({ type, data }))
        : `${planned.code}: ${planned.reason}`;
    },
  };
};

/** A mapping of one column into one field of a command that has little else. */
export const field = (path: string, source: string, settings = ''): Given => ({
  columns: ['id', 'cell', 'other'],
  mapping: `${settings}
rows:
  - command: ReviseOpportunityValue
    fields: { opportunityId: { column: id }, expectedValue: ${path === 'expectedValue' ? source : 'IGNORED'}, at: ${path === 'at' ? source : '2024-01-01'} }
`.replace('expectedValue: IGNORED', 'expectedValue: { constant: 1, type: money, currency: EUR }'),
});

/** What the field becomes for a cell. */
export const becomes = (
  given_: Given,
  path: 'expectedValue' | 'at',
  cell: string,
  other = '',
): unknown => {
  const commands = given(given_).row('D-1', cell, other);
  if (typeof commands === 'string') return commands;
  const data: object = commands[0]?.data ?? {};
  return new Map(Object.entries(data)).get(path);
};
