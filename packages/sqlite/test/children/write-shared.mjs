// Appends events to streams that other processes append to as well; after a conflict it reads where
// the stream ends and asks again. Tells at the end how often it lost a race.
//   node write-shared.mjs FILE WRITER COUNT STREAMS
import { sqliteEventLog } from '@presales/sqlite';

const [file, writer, count, streams] = process.argv.slice(2);
const log = await sqliteEventLog({ file, now: () => new Date().toISOString() });
let conflicts = 0;

const endOf = async (stream) => {
  for await (const page of log.readStream(stream, { direction: 'backwards', limit: 1 }))
    return page[0].revision;
  return 'no-stream';
};

for (let n = 0; n < Number(count); ) {
  const stream = `deal-${n % Number(streams)}`;
  const id = `00000000-0000-4000-8000-${writer.padStart(4, '0')}${n.toString(16).padStart(8, '0')}`;
  const metadata = {
    actor: `writer-${writer}`,
    commandId: `${writer}-${n}`,
    correlationId: `${writer}-${n}`,
    causationId: `${writer}-${n}`,
    occurredAt: '2026-03-01T09:00:00.000Z',
  };
  const event = { id, type: 'Counted', version: 1, data: { writer: Number(writer), n }, metadata };
  try {
    await log.append(stream, await endOf(stream), [event]);
    n += 1;
  } catch (error) {
    if (error.code !== 'event-log/conflict') throw error;
    conflicts += 1;
  }
}
await log.close();
console.log(JSON.stringify({ conflicts }));
