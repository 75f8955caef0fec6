import type { FactOrder } from '@presales/kernel';
import type { PartyCommand } from '../commands.ts';
import type { PartyEvent } from '../events.ts';

/**
 * What happens to a party after what (B21). Permissions and contacts may be older than the party's own record.
 */
export const factOrder: FactOrder<PartyCommand, PartyEvent> = {
  settles: {
    PartyRegistered: ['details'],
    PartyDetailsChanged: ['details'],
    ContactLinked: [{ aspect: 'contact', by: ['organisationId'] }],
    ContactUnlinked: [{ aspect: 'contact', by: ['organisationId'] }],
    ConsentGiven: [{ aspect: 'consent', by: ['purpose'] }],
    ConsentWithdrawn: [{ aspect: 'consent', by: ['purpose'] }],
    PartnerLevelSet: [{ aspect: 'level', by: ['validFrom'] }],
    PartyMergedInto: ['end'],
    PartyAbsorbed: ['absorption'],
    PartyUnmerged: ['end'],
    PartyReleased: ['absorption'],
    PersonalDataErased: ['end'],
  },
  follows: {
    RegisterParty: [],
    ChangePartyDetails: ['end'],
    LinkContact: ['end'],
    UnlinkContact: ['end'],
    GiveConsent: ['end', 'absorption'],
    WithdrawConsent: ['end', 'absorption'],
    SetPartnerLevel: ['end'],
    MergeParty: ['details', 'contact', 'consent', 'absorption'],
    AbsorbParty: ['details', 'consent'],
    ReleaseParty: [],
    UnmergeParty: ['end'],
    ErasePersonalData: ['details', 'contact', 'consent', 'absorption'],
  },
};
