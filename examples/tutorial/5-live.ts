import { open } from '@presales/runtime';
import { distinctUntilChanged, firstValueFrom, map, takeWhile, toArray } from 'rxjs';

const presales = await open({ eventLog: 'memory:', actor: 'anna' });
await presales.caughtUp();

// A figure that follows the log: asked now, and again after every change. A failure is a value as well.
const openDeals = firstValueFrom(
  presales
    .live(() => presales.funnel({ currency: 'EUR' }))
    .pipe(
      map((told) => (told.outcome === 'answered' ? told.answer.outcomes.open : told.error.message)),
      distinctUntilChanged(),
      takeWhile((open) => open !== 2, true),
      toArray(),
    ),
);

for (const opportunityId of ['O-1', 'O-2']) {
  await presales.opportunity({
    type: 'OpenOpportunity',
    data: {
      opportunityId,
      ownerId: 'anna',
      pipeline: { pipelineId: 'direct', version: 1, steps: ['call', 'offer'] },
    },
  });
  await presales.caughtUp();
}

console.log(`open deals, in the end: ${(await openDeals).at(-1)}`);

await presales.close();
