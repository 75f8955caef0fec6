export { PartyCommand } from './commands.ts';
export { organisationLimit } from './decide/link-contact.ts';
export { PartyEvent } from './events.ts';
export { consentFor, mergedConsents, permits, withConsent } from './figures/consents.ts';
export {
  mergedParty,
  mergeParties,
  type PartyMerge,
  type PartyMergeCommands,
  type PartyMergePlan,
  type PartyUnmerge,
  type PartyUnmergeCommands,
  type PartyUnmergePlan,
  unmergeParties,
} from './figures/merge-plan.ts';
export { partnerLevelOn } from './figures/partner-level.ts';
export { party } from './party.ts';
export type { PartyRefusal } from './refusals.ts';
export type { Party, PartyAbsorption, RegisteredParty } from './state.ts';
export {
  Consent,
  ConsentChannel,
  ConsentPurpose,
  GivenBasis,
  MergedParty,
  PartyDetails,
  PartyKind,
} from './vocabulary.ts';
