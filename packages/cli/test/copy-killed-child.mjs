// Copies a log and kills itself as soon as so many appends are answered, for a test that goes on.
import { copyLog, open, realWorld } from '@presales/runtime';

const [from, to, appends] = process.argv.slice(2);
const closed = { readModels: 'memory:', project: false };
const source = await open({ eventLog: from, readOnly: true, ...closed });
const target = await open({ eventLog: to, durability: 'normal', ...closed });
let answered = 0;
const result = await copyLog({
  world: realWorld,
  from: source.log,
  to: {
    ...target.log,
    append: async (...parts) => {
      const answer = await target.log.append(...parts);
      answered += 1;
      if (answered === Number(appends)) process.kill(process.pid, 'SIGKILL');
      return answer;
    },
  },
});
await target.close();
await source.close();
process.stdout.write(JSON.stringify(result));
