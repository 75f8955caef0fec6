// Appends batches to one stream of an event log and tells on standard output what became of each.
//   node append.mjs FILE WRITER FIRST COUNT SIZE [DURABILITY]
// One line of JSON for each batch: {"batch": n} once it is acknowledged, {"batch": n, "code": …} for
// each failure, after which the same batch is asked for again. The ids tell writer, batch and place.
import { writeSync } from 'node:fs';
import { sqliteEventLog } from '@presales/sqlite';

const [file, writer, first, count, size, durability = 'full'] = process.argv.slice(2);
const tell = (line) => writeSync(1, `${JSON.stringify(line)}\n`);
const hex = (n, width) => Number(n).toString(16).padStart(width, '0');

const batchOf = (batch) =>
  Array.from({ length: Number(size) }, (_, place) => ({
    id: `00000000-0000-4000-8000-${hex(writer, 4)}${hex(batch, 4)}${hex(place, 4)}`,
    type: 'Counted',
    version: 1,
    data: { writer: Number(writer), batch, place, note: 'x'.repeat(200) },
    metadata: {
      actor: `writer-${writer}`,
      commandId: `${writer}-${batch}`,
      correlationId: `${writer}-${batch}`,
      causationId: `${writer}-${batch}`,
      occurredAt: '2026-03-01T09:00:00.000Z',
    },
  }));

const countStored = async (log) => {
  let stored = 0;
  for await (const { events } of log.readAll()) stored += events.length;
  return stored;
};

try {
  const log = await sqliteEventLog({ file, now: () => new Date().toISOString(), durability });
  const stream = `deal-${writer}`;
  for (let batch = Number(first); batch < Number(first) + Number(count); ) {
    const last = batch * Number(size) - 1;
    try {
      await log.append(stream, last < 0 ? 'no-stream' : BigInt(last), batchOf(batch));
      tell({ batch });
      batch += 1;
    } catch (error) {
      tell({ batch, code: error.code, stored: await countStored(log) });
    }
  }
  await log.close();
} catch (error) {
  tell({ fatal: error.code ?? String(error) });
  process.exitCode = 3;
}
