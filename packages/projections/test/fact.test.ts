import type { PresalesEvent } from '@presales/domain';
import type { RowOf, TablesOf } from '@presales/kernel';
import { checkReadModel, planPage } from '@presales/kernel/store';
import { facts, factTable } from '../src/shared/fact.ts';
import { noon, recorded } from './history.ts';

const tables = {
  step: factTable('test_step', {
    opportunity_id: 'text',
    /** The step that was entered. */
    step: 'text',
    place: 'integer',
    note: 'text?',
  }),
  team: factTable('test_team', { team_id: 'text' }, [['team_id']]),
} as const;

const assign = <Type>(value: Type): Type => value;

const created = (teamId: string): PresalesEvent => ({
  type: 'TeamCreated',
  data: { teamId, name: teamId },
});

/** The rows that the handlers of a table come to. */
const rowsOf = (projection: ReturnType<typeof facts>, ...events: readonly PresalesEvent[]) => {
  const model = { name: 'test', version: 1, tables: [projection] };
  checkReadModel(model);
  const log = recorded(events.map((event) => ({ ...event, at: noon('2026-03-01') })));
  const decode = (stored: (typeof log)[number]) => ({ ...stored, data: stored.data as object });
  return planPage({ ...model, decode }, log)
    .fold(new Map())
    .flatMap(({ inserts }) => inserts);
};

describe('a fact that is declared once', () => {
  const fact = { fact: '0', occurred_at: 'then', recorded_at: 'now', position: 0 };

  it('gives the type of its row: its own columns and those of every fact', () => {
    type Step = RowOf<typeof tables.step>;
    expect(
      assign<Step>({ ...fact, opportunity_id: 'o', step: 'call', place: 1, note: null }),
    ).toMatchObject({ note: null });
    // @ts-expect-error a whole number is no text
    assign<Step>({ ...fact, opportunity_id: 'o', step: 'call', place: '1', note: null });
    // @ts-expect-error only a column with a question mark may hold nothing
    assign<Step>({ ...fact, opportunity_id: 'o', step: null, place: 1, note: null });
    // @ts-expect-error no column may be missing
    assign<Step>({ ...fact, opportunity_id: 'o', step: 'call', place: 1 });
  });

  it('gives the tables by their names', () => {
    type Tables = TablesOf<typeof tables>;
    expect(assign<keyof Tables>('test_step')).toBe('test_step');
    // @ts-expect-error tables go by the names that they have in the store
    assign<keyof Tables>('step');
  });

  it('gives the columns of the table, and its indexes', () => {
    expect(tables.team).toEqual({
      name: 'test_team',
      key: 'fact',
      columns: {
        fact: 'text',
        occurred_at: 'text',
        recorded_at: 'text',
        position: 'integer',
        team_id: 'text',
      },
      indexes: [['team_id']],
    });
  });

  it('is told by a handler without what every fact carries', () => {
    const projection = facts(tables.team, {
      TeamCreated: ({ data }) => ({ team_id: data.teamId }),
    });
    expect(rowsOf(projection, created('north'), created('south'))).toMatchObject([
      { fact: '0', position: 0, team_id: 'north', occurred_at: noon('2026-03-01') },
      { fact: '1', position: 1, team_id: 'south' },
    ]);
  });

  it('has a key of its own where one event tells several, and leaves a gap for one that is none', () => {
    const projection = facts(tables.team, {
      TeamCreated: ({ data }) => [{ team_id: data.teamId }, undefined, { team_id: 'both' }],
    });
    expect(rowsOf(projection, created('north')).map(({ fact: key }) => key)).toEqual([
      '0.0',
      '0.2',
    ]);
  });

  it('is nothing where the handler tells nothing', () =>
    expect(rowsOf(facts(tables.team, { TeamCreated: () => undefined }), created('north'))).toEqual(
      [],
    ));

  it('takes neither an event type nor a column that there is not', () => {
    // @ts-expect-error there is no such event
    facts(tables.team, { TeamCreatd: () => undefined });
    // @ts-expect-error there is no such field of the event
    facts(tables.team, { TeamCreated: ({ data }) => ({ team_id: data.teamID }) });
    // @ts-expect-error the column is missing
    facts(tables.team, { TeamCreated: ({ data }) => ({ team: data.teamId }) });
    // @ts-expect-error an index is of columns that there are
    expect(factTable('test', { team_id: 'text' }, [['team']]).indexes).toEqual([['team']]);
  });
});
