// Tells a short year and says how far it is, for a test that kills it on the way.
import { tell } from '../dist/demo/tell.js';

const [eventLog, leads, inquiries] = process.argv.slice(2);
const presales = await tell(
  {
    progress: () => ({
      at: (done, total) => process.stdout.write(`${done}/${total}\n`),
      stop: () => undefined,
    }),
    signal: new AbortController().signal,
  },
  { eventLog },
  1,
  { leads: Number(leads), inquiries: Number(inquiries) },
);
await presales.close();
