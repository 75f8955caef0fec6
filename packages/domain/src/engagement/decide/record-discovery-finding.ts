import type { Answer, Data } from '../refusals.ts';
import { atWork } from '../rules/at-work.ts';
import { contribute } from '../rules/contribute.ts';
import type { Engagement } from '../state.ts';

/** Records what the prospect needs (S43). */
export const recordDiscoveryFinding = (
  { at: _, ...finding }: Data<'RecordDiscoveryFinding'>,
  state: Engagement,
): Answer =>
  contribute(
    finding.findingId,
    { type: 'DiscoveryFindingRecorded', data: finding },
    atWork(state, 'discovery'),
  );
