export { PartyCommand } from './commands.ts';
export { PartyDetails, PartyEvent, PartyKind } from './events.ts';
export { type Party, type PartyRefusal, party } from './party.ts';
