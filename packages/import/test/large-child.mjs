// Imports a file into nothing, for a test that gives this process little memory.
import { dryTarget, prepareImport } from '@presales/import';

const [input, mapping] = process.argv.slice(2);
let asked = 0;
const prepared = await prepareImport({ input, mapping });
const { rows, rejected } = await prepared.run(
  {
    ...dryTarget,
    ask: async (_command, context) => {
      asked += 1;
      return { outcome: 'emitted', events: [{ position: 0n, metadata: context }], position: 0n };
    },
  },
  { beside: input },
);
process.stdout.write(JSON.stringify({ rows, rejected, asked }));
