export { PartyCommand } from './commands.ts';
export { organisationLimit } from './decide/link-contact.ts';
export { PartyDetails, PartyEvent, PartyKind } from './events.ts';
export {
  Consent,
  ConsentChannel,
  ConsentPurpose,
  consentFor,
  GivenBasis,
  mergedConsents,
  permits,
  withConsent,
} from './figures/consents.ts';
export {
  mergeParties,
  type PartyMerge,
  type PartyMergeCommands,
  type PartyMergePlan,
} from './figures/merge-plan.ts';
export { type Party, party, type RegisteredParty } from './party.ts';
export type { PartyRefusal } from './refusals.ts';
