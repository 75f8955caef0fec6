import { type EventLog, type MemoryEventLogOptions, memoryEventLog } from '@presales/kernel';
import { eventLogContract } from '@presales/testing';

/** A log of one's own: here the memory log that counts its appends. */
const countingEventLog = (
  world: MemoryEventLogOptions,
): EventLog & { readonly appends: () => number } => {
  const log = memoryEventLog(world);
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
  open: async (world) => countingEventLog(world),
  gapless: true,
  tellsRecorded: true,
});
