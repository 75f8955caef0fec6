export { PartyCommand } from './commands.ts';
export {
  Consent,
  ConsentChannel,
  ConsentPurpose,
  consentFor,
  GivenBasis,
  mergedConsents,
  permits,
  withConsent,
} from './consents.ts';
export { organisationLimit } from './contacts.ts';
export { PartyDetails, PartyEvent, PartyKind } from './events.ts';
export {
  mergeParties,
  type PartyMerge,
  type PartyMergeCommands,
  type PartyMergePlan,
} from './merge-plan.ts';
export { type Party, party, type RegisteredParty } from './party.ts';
export type { PartyRefusal } from './refusals.ts';
