// Imports a file and kills itself as soon as so many commands are answered, for a test that goes on.

import { prepareImport, presalesTarget } from '@presales/import';
import { open } from '@presales/runtime';

const [eventLog, beside, input, mapping, answers] = process.argv.slice(2);
const presales = await open({ eventLog, project: false });
const target = presalesTarget(presales);
let answered = 0;
const prepared = await prepareImport({ input, mapping });
const result = await prepared.run(
  {
    ...target,
    handle: async (command, context) => {
      const answer = await target.handle(command, context);
      answered += 1;
      if (answered === Number(answers)) process.kill(process.pid, 'SIGKILL');
      return answer;
    },
  },
  { beside },
);
await presales.close();
process.stdout.write(JSON.stringify(result));
