// Imports a file into nothing, for a test that gives this process little memory.
import { prepareImport } from '@presales/import';

const [input, mapping] = process.argv.slice(2);
let handled = 0;
const prepared = await prepareImport({ input, mapping });
const { rows, rejected } = await prepared.run(
  {
    handle: async (_command, context) => {
      handled += 1;
      return { outcome: 'emitted', events: [{ position: 0n, metadata: context }], position: 0n };
    },
    within: async (_streams, work) => ({ ...(await work()), committed: [] }),
    head: async () => -1n,
    identity: async () => undefined,
    last: async () => undefined,
    holds: async () => false,
  },
  { beside: input },
);
process.stdout.write(JSON.stringify({ rows, rejected, handled }));
