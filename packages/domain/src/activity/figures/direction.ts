import type { ActivityKind } from '../../shared/activity-kind.ts';
import type { ActivityDirection } from '../vocabulary.ts';

/**
 * The direction that an activity of a kind always has: a call comes in (S13) or goes out, and a
 * direct mail goes out. Others may have either direction, as their record says.
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
