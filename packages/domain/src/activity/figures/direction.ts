import type { ActivityKind } from '../../shared/activity-kind.ts';
import type { ActivityDirection } from '../vocabulary.ts';

/**
 * The way that an activity of a kind always runs: a call in (S13) or out, and a direct mail, which
 * is always ours. The others run either way, as their record says.
 */
export const directionOf = (kind: ActivityKind): ActivityDirection | undefined => {
  switch (kind) {
    case 'inbound-call':
      return 'inbound';
    case 'outbound-call':
    case 'direct-mail':
      return 'outbound';
    default:
      return undefined;
  }
};
