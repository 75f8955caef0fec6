// Opens a log, waits for events, and then either closes it or just has nothing more to do.
//   node leave.mjs FILE close|abort|append
import { sqliteEventLog } from '@presales/sqlite';

const [file, how] = process.argv.slice(2);
const log = await sqliteEventLog({ file, now: () => new Date().toISOString() });
if (how !== 'append') {
  const abort = new AbortController();
  const following = log.follow({ signal: abort.signal })[Symbol.asyncIterator]();
  await following.next();
  const waiting = following.next();
  if (how === 'close') await log.close();
  else abort.abort();
  await waiting;
}
console.log(JSON.stringify({ done: how }));
