import { memoryEventLog } from '@presales/kernel';
import { eventLogContract } from '@presales/testing';

eventLogContract({
  name: 'the memory log',
  gapless: true,
  tellsRecorded: true,
  open: async ({ now }) => memoryEventLog({ now }),
});
