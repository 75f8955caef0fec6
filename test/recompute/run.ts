import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BASE, shortYear, tell, wholeYear, YEAR } from '@presales/demo';
import { calendar, live, quotations } from './life.ts';
import { disagreements, type Subject, viewsOf } from './views.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    /** The demo in place of random business: a `short` year, or the `whole` one. */
    demo: { type: 'string' },
  },
});

/** Asks a subject all that is recomputed; how much that is, and how much is wrong. */
const check = async (subject: Subject): Promise<{ asked: number; wrong: number }> => {
  await subject.presales.caughtUp();
  const views = await viewsOf(subject);
  const found = await disagreements(views);
  for (const { question, reported, recomputed } of found)
    console.log(
      `seed ${subject.seed}, ${question}\n  reported   ${JSON.stringify(reported)}\n  recomputed ${JSON.stringify(recomputed)}`,
    );
  return { asked: views.length, wrong: found.length };
};

const checkLife = async (seed: number) => {
  const presales = await live(seed);
  try {
    const { zone } = calendar;
    return await check({ presales, zone, currency: 'EUR', year: '2026', seed, quotations });
  } finally {
    await presales.close();
  }
};

const checkDemo = async (seed: number) => {
  const directory = await mkdtemp(join(tmpdir(), 'recompute-'));
  const presales = await tell(
    { eventLog: `sqlite:${join(directory, 'demo.db')}` },
    { seed, size: values.demo === 'whole' ? wholeYear : shortYear },
  );
  try {
    const { zone } = calendar;
    return await check({ presales, zone, currency: BASE, year: `${YEAR}`, seed });
  } finally {
    await presales.close();
    await rm(directory, { recursive: true });
  }
};

const [from, seeds] = [Number(values.from), Number(values.seeds)];
let [asked, wrong] = [0, 0];
for (let seed = from; seed < from + seeds; seed += 1) {
  const found = await (values.demo === undefined ? checkLife(seed) : checkDemo(seed));
  asked += found.asked;
  wrong += found.wrong;
  if ((seed - from + 1) % 100 === 0) console.log(`${seed - from + 1} histories`);
}
console.log(`${seeds} histories, ${asked} views, ${wrong} that disagree`);
process.exitCode = wrong === 0 ? 0 : 1;
