import type { OpportunityRefusal } from '../refusals.ts';
import type { OpportunityRecord } from '../state.ts';

/** Why a document of that party is none of a deal's: the deal is another customer's. */
export const foreignTo = (
  { partyId: known }: OpportunityRecord,
  partyId: string | undefined,
): OpportunityRefusal | undefined =>
  known === undefined || partyId === undefined || known === partyId
    ? undefined
    : { code: 'opportunity/other-party', partyId: known };
