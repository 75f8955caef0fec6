import { memoryEventLog } from '@presales/kernel';
import { eventLogContract } from '@presales/testing';

eventLogContract({
  name: 'the memory log',
  gapless: true,
  tellsRecorded: true,
  open: async (world) => memoryEventLog(world),
});
