import { type EventLog, type Instant, memoryEventLog } from '@presales/kernel';
import { eventLogContract } from '@presales/testing';

/** A log of one's own: here the memory log that counts its appends. */
const countingEventLog = (now: () => Instant): EventLog & { readonly appends: () => number } => {
  const log = memoryEventLog({ now });
  let appends = 0;
  return {
    ...log,
    name: 'counting:',
    append: (...parts) => {
      appends += 1;
      return log.append(...parts);
    },
    appends: () => appends,
  };
};

eventLogContract({
  name: 'a counting log',
  open: async ({ now }) => countingEventLog(now),
  gapless: true,
  tellsRecorded: true,
});
