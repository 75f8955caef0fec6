import fc from 'fast-check';
import { type StagedRow, stageRows } from '../src/table/staging.ts';

async function* pagesOf(rows: readonly (readonly string[])[]) {
  for (let at = 0; at < rows.length; at += 3)
    yield rows.slice(at, at + 3).map((cells, index) => ({ line: at + index + 2, cells }));
}

/** Rows of a key, a value and whatever else, staged by the key and sorted by the value. */
const staged = async (rows: readonly (readonly string[])[], known: readonly number[] = []) => {
  const staging = await stageRows('in.csv', pagesOf(rows), {
    keyOf: ([key]) => key,
    orderOf: ([, value]) => [value === undefined ? null : Number(value)],
    directions: ['asc'],
  });
  try {
    const all: StagedRow[] = [...staging.pages()].flat();
    staging.markKnown(all.filter(({ line }) => known.includes(line)).map(({ hash }) => hash));
    return [...staging.pages()].flat();
  } finally {
    staging.close();
  }
};

it('rows come in the order of their values, and rows of one value in that of the file', async () =>
  expect(
    (
      await staged([
        ['a', '10'],
        ['b', '9'],
        ['c', '10'],
        ['d', '-1'],
      ])
    ).map(({ line }) => line),
  ).toEqual([5, 3, 2, 4]));

it('a row that repeats another is a duplicate; rows of one key with other cells name one another', async () =>
  expect(
    (
      await staged([
        ['a', '1'],
        ['a', '1'],
        ['b', '1'],
        ['b', '2'],
        ['b', '1'],
        ['', '5'],
        ['c', '9'],
      ])
    ).map(({ line, key }) => [line, key]),
  ).toEqual([
    [2, undefined],
    [3, 'duplicate'],
    [4, [5]],
    [6, 'duplicate'],
    [5, [4]],
    [7, 'none'],
    [8, undefined],
  ]));

it('a row that contradicts many names the first of them', async () => {
  const rows = Array.from({ length: 20 }, (_, n) => ['same', String(n)]);
  const [first, , third] = await staged(rows);
  expect(first?.key).toEqual([3, 4, 5, 6, 7]);
  expect(third?.key).toEqual([2, 3, 5, 6, 7]);
});

it('rows are known by all their cells', async () =>
  expect(
    (
      await staged(
        [
          ['a', '1', 'x'],
          ['a', '1', 'y'],
          ['b', '1', 'x'],
        ],
        [3],
      )
    ).map(({ known }) => known),
  ).toEqual([false, true, false]));

it('for any rows, exactly those are called duplicates that stand before, and those in contradiction that share a key with other cells', async () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', ''), fc.constantFrom('1', '2'))),
      async (rows) => {
        const seen = await staged(rows);
        expect(seen).toHaveLength(rows.length);
        for (const { line, key, cells } of seen) {
          const at = line - 2;
          expect(cells).toEqual(rows[at]);
          const same = (other: readonly string[]) => String(other) === String(rows[at]);
          const sameKey = (other: readonly string[]) => other[0] === cells[0];
          const expected =
            cells[0] === ''
              ? 'none'
              : rows.slice(0, at).some(same)
                ? 'duplicate'
                : rows.some((other) => sameKey(other) && !same(other));
          expect(Array.isArray(key) ? true : (key ?? false)).toEqual(expected);
        }
      },
    ),
  ));
