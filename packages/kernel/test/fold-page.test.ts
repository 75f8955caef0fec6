import {
  type LedgerEvent,
  ledger,
  ledgerByHand,
  ledgerEvents,
  storedLedgerEvent,
} from '@presales/testing';
import fc from 'fast-check';
import {
  facts,
  type ReadModel,
  type RecordedEvent,
  type Row,
  type StoredEvent,
  type Table,
  type TableProjection,
  tableProjection,
} from '../src/index.ts';
import { planPage } from '../src/store.ts';

const scores: Table<{ readonly name: string; readonly score: number }> = {
  name: 'scores',
  columns: { name: 'text', score: 'integer' },
  key: 'name',
};
const lines: Table<{ readonly id: string; readonly text: string }> = {
  name: 'lines',
  columns: { id: 'text', text: 'text' },
  key: 'id',
};

type Scored = { readonly type: 'Scored'; readonly data: { readonly names: readonly string[] } };
type Erased = { readonly type: 'Erased'; readonly data: { readonly name: string } };
type Said = { readonly type: 'Said'; readonly data: { readonly texts: readonly string[] } };
type Event = Scored | Erased | Said;

const scoring = tableProjection<{ readonly name: string; readonly score: number }, Event>(scores, {
  Scored: {
    keys: ({ data }) => data.names,
    step: (row, _, name) => ({ name, score: (row?.score ?? 0) + 1 }),
  },
  Erased: { keys: ({ data }) => [data.name], step: () => undefined },
});

const modelOf = (...tables: readonly TableProjection[]): ReadModel => ({
  name: 'game',
  version: 1,
  tables,
  decode: (stored) => stored as RecordedEvent,
});

const happened = (...events: readonly { type: string; data: object }[]): readonly StoredEvent[] =>
  events.map(({ type, data }, at) => ({
    ...storedLedgerEvent({ type: 'Forgotten', data: { name: '-' } }, BigInt(at)),
    type,
    data,
  }));
const scored = (...names: readonly string[]): Event => ({ type: 'Scored', data: { names } });
const erased = (name: string): Event => ({ type: 'Erased', data: { name } });

/** The rows of the scores table as a store would have loaded them. */
const holding = (rows: readonly (readonly [string, Row | undefined])[]) =>
  new Map<Table, Map<string, Row | undefined>>([[scores, new Map(rows)]]);

describe('a page of events', () => {
  it('is decoded once, and its keys are asked for once, however often it is looked at', () => {
    const counted = { decoded: 0, asked: 0 };
    const model: ReadModel = {
      ...modelOf(
        tableProjection<{ readonly name: string; readonly score: number }, Event>(scores, {
          Scored: {
            keys: ({ data }) => {
              counted.asked += 1;
              return data.names;
            },
            step: (_, __, name) => ({ name, score: 1 }),
          },
        }),
      ),
      decode: (stored) => {
        counted.decoded += 1;
        return stored as RecordedEvent;
      },
    };
    const plan = planPage(model, happened(scored('ada'), scored('bob')));
    expect([...(plan.touched.get(scores) ?? [])]).toEqual(['ada', 'bob']);
    plan.fold(
      holding([
        ['ada', undefined],
        ['bob', undefined],
      ]),
    );
    expect(counted).toEqual({ decoded: 2, asked: 2 });
  });

  it('is not decoded where nobody handles it, even when it is named like a part of an object', () => {
    const model: ReadModel = {
      ...modelOf(scoring),
      decode: () => {
        throw new Error('decoded');
      },
    };
    const page = happened({ type: 'Unheard', data: {} }, { type: 'constructor', data: {} });
    expect(planPage(model, page).fold(holding([]))).toEqual([]);
  });

  it('writes a row that changed often once, as it is in the end', () => {
    const plan = planPage(modelOf(scoring), happened(scored('ada'), scored('ada'), scored('bob')));
    expect(
      plan.fold(
        holding([
          ['ada', { name: 'ada', score: 5 }],
          ['bob', undefined],
        ]),
      ),
    ).toEqual([
      {
        table: scores,
        inserts: [],
        upserts: [
          { name: 'ada', score: 7 },
          { name: 'bob', score: 1 },
        ],
        deletes: [],
      },
    ]);
  });

  it('deletes a row that is gone in the end, and keeps one that came back', () => {
    const page = happened(scored('ada'), erased('ada'), erased('bob'), scored('bob'));
    const rows = holding([
      ['ada', undefined],
      ['bob', { name: 'bob', score: 9 }],
    ]);
    expect(planPage(modelOf(scoring), page).fold(rows)).toEqual([
      { table: scores, inserts: [], upserts: [{ name: 'bob', score: 1 }], deletes: ['ada'] },
    ]);
    expect(rows.get(scores)).toEqual(
      new Map([
        ['ada', undefined],
        ['bob', { name: 'bob', score: 1 }],
      ]),
    );
  });

  it('touches every key of an event, one twice where it stands twice', () => {
    const page = happened(scored('ada', 'bob', 'ada'));
    const [changes] = planPage(modelOf(scoring), page).fold(
      holding([
        ['ada', undefined],
        ['bob', undefined],
      ]),
    );
    expect(changes?.upserts).toEqual([
      { name: 'ada', score: 2 },
      { name: 'bob', score: 1 },
    ]);
  });

  it('writes nothing where a step leaves the row as it is', () => {
    const still = tableProjection<{ readonly name: string; readonly score: number }, Event>(
      scores,
      {
        Scored: { keys: ({ data }) => data.names, step: (row) => row },
      },
    );
    const rows = holding([
      ['ada', { name: 'ada', score: 1 }],
      ['bob', undefined],
    ]);
    expect(planPage(modelOf(still), happened(scored('ada', 'bob'))).fold(rows)).toEqual([]);
  });

  it('adds facts in their order, one, several or none an event, and touches no row for them', () => {
    const saying = facts<{ readonly id: string; readonly text: string }, Event>(lines, {
      Said: ({ data: { texts }, position }) => {
        const rows = texts.map((text, at) => ({ id: `${position}/${at}`, text }));
        return rows.length > 1 ? rows : rows[0];
      },
    });
    const said = (...texts: readonly string[]) => ({ type: 'Said', data: { texts } });
    const plan = planPage(modelOf(saying), happened(said('a'), said(), said('b', 'c')));
    expect(plan.touched.size).toBe(0);
    expect(plan.fold(new Map())).toEqual([
      {
        table: lines,
        inserts: [
          { id: '0/0', text: 'a' },
          { id: '2/0', text: 'b' },
          { id: '2/1', text: 'c' },
        ],
        upserts: [],
        deletes: [],
      },
    ]);
  });

  it('is not folded into rows that were not loaded', () => {
    const plan = planPage(modelOf(scoring), happened(scored('ada')));
    expect(() => plan.fold(holding([]))).toThrow('"ada" was not loaded');
    expect(() => plan.fold(new Map())).toThrow('"ada" was not loaded');
  });

  describe('that cannot be taken', () => {
    const broken = (): never => {
      throw new Error('out of ink');
    };
    const page = happened(scored('ada'), { type: 'Said', data: { texts: [] } });
    const [, second] = page;
    const naming = expect.objectContaining({
      code: 'read-model/event-failed',
      model: 'game',
      event: second,
      message: expect.stringMatching(
        /game.*position 1: Said .*-000000000001 \(ledger-1 revision 1\).*out of ink/,
      ),
      cause: new Error('out of ink'),
    });
    const caught = (work: () => unknown): unknown => {
      try {
        return work();
      } catch (error) {
        return error;
      }
    };
    const fold = (model: ReadModel) =>
      caught(() => planPage(model, page).fold(holding([['ada', undefined]])));

    it('names the event that does not decode', () => {
      const decode: ReadModel['decode'] = (stored) =>
        stored === second ? broken() : (stored as RecordedEvent);
      expect(fold({ ...modelOf(scoring, facts(lines, { Said: broken })), decode })).toEqual(naming);
    });

    it.each<[string, TableProjection]>([
      ['keys', tableProjection<Row, Event>(scores, { Said: { keys: broken, step: broken } })],
      [
        'step',
        tableProjection<Row, Event>(scores, { Said: { keys: () => ['ada'], step: broken } }),
      ],
      ['fact', facts<Row, Event>(lines, { Said: broken })],
    ])('names the event whose %s fails', (_, table) => {
      expect(fold(modelOf(table))).toEqual(naming);
    });

    it.each([
      [
        'occurredAt',
        { metadata: { occurredAt: 'yesterday' } },
        /metadata\.occurredAt: .*"yesterday"/,
      ],
      ['metadata', { metadata: null }, /occurredAt/],
      ['recordedAt', { recordedAt: '2026-02-30T09:00:00.000Z' }, /recordedAt: .*2026-02-30/],
    ])('names the event that has no place in time by its %s', (_, given, words) => {
      const untimed = { ...second, ...given } as unknown as StoredEvent;
      expect(
        caught(() => planPage(modelOf(facts(lines, { Said: () => undefined })), [untimed])),
      ).toMatchObject({
        code: 'read-model/event-failed',
        event: untimed,
        message: expect.stringMatching(words),
      });
    });

    it('names the event that asks for a row under no text', () => {
      const keys = () => [undefined] as unknown as readonly string[];
      expect(
        fold(modelOf(tableProjection<Row, Event>(scores, { Said: { keys, step: broken } }))),
      ).toMatchObject({
        event: second,
        message: expect.stringMatching(/scores: expected text as a row's key/),
      });
    });

    it('names the event that makes a row which no store takes, though a later one mends it', () => {
      const table = tableProjection<{ readonly name: string; readonly score: number }, Event>(
        scores,
        {
          Said: { keys: () => ['ada'], step: () => ({ name: 'ada', score: Number.NaN }) },
          Scored: { keys: () => ['ada'], step: () => ({ name: 'ada', score: 1 }) },
        },
      );
      const [spoiling, mending] = happened({ type: 'Said', data: { texts: [] } }, scored('ada'));
      const plan = planPage(
        modelOf(table),
        [spoiling, mending].flatMap((event) => event ?? []),
      );
      expect(caught(() => plan.fold(holding([['ada', undefined]])))).toMatchObject({
        event: spoiling,
        message: expect.stringMatching(/column score: expected a whole number.*NaN/),
      });
    });

    it('names the event that puts a row under another key', () => {
      const table = tableProjection<{ readonly name: string; readonly score: number }, Event>(
        scores,
        {
          Said: { keys: () => ['ada'], step: () => ({ name: 'bob', score: 1 }) },
        },
      );
      expect(fold(modelOf(table))).toMatchObject({
        code: 'read-model/event-failed',
        event: second,
        message: expect.stringMatching(/scores.*"ada".*"bob"/),
      });
    });
  });

  it('leads to the same rows in whatever stretches a history is cut', () => {
    fc.assert(
      fc.property(
        fc.array(ledgerEvents, { maxLength: 80 }),
        fc.integer({ min: 1, max: 81 }),
        (events, size) => {
          expect(foldedInPages(events, size)).toEqual(
            ledgerByHand(events.map((event, at) => ({ event, position: BigInt(at) }))),
          );
        },
      ),
    );
  });
});

/** A history folded page by page into tables that are kept by nothing but the changes told. */
const foldedInPages = (events: readonly LedgerEvent[], size: number) => {
  const stored = events.map((event, at) => storedLedgerEvent(event, BigInt(at)));
  const tables = new Map<string, Map<string, Row>>();
  const tableOf = (table: Table): Map<string, Row> => {
    const known = tables.get(table.name) ?? new Map<string, Row>();
    tables.set(table.name, known);
    return known;
  };
  for (let at = 0; at < stored.length; at += size) {
    const plan = planPage(ledger, stored.slice(at, at + size));
    const rows = new Map(
      [...plan.touched].map(([table, keys]) => [
        table,
        new Map([...keys].map((key) => [key, tableOf(table).get(key)])),
      ]),
    );
    for (const { table, inserts, upserts, deletes } of plan.fold(rows)) {
      for (const row of [...inserts, ...upserts]) tableOf(table).set(String(row[table.key]), row);
      for (const key of deletes) tableOf(table).delete(key);
    }
  }
  const sorted = (name: string) =>
    [...(tables.get(name) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  return { counters: sorted('ledger_counter'), words: sorted('ledger_word') };
};
