// Tells a short year and says how far it is, for a test that kills it on the way.
import { tell } from '@presales/demo';

const [eventLog, leads, inquiries] = process.argv.slice(2);
const presales = await tell(
  { eventLog },
  {
    seed: 1,
    size: { leads: Number(leads), inquiries: Number(inquiries) },
    onProgress: (done, total) => process.stdout.write(`${done}/${total}\n`),
  },
);
await presales.close();
