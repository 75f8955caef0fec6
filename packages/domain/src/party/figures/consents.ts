import { ConsentBasis, type ConsentChoice } from '../../shared/consent.ts';
import { same } from '../../shared/same.ts';
import { type Consent, ConsentChannel, ConsentPurpose } from '../vocabulary.ts';

/** What was said of a purpose by a channel: in so many words, or else of the purpose as a whole. */
export const consentFor = (
  consents: readonly Consent[],
  purpose: ConsentPurpose,
  channel?: ConsentChannel,
): Consent | undefined => {
  const ofPurpose = consents.filter((consent) => consent.purpose === purpose);
  return (
    ofPurpose.find((consent) => consent.channel === channel) ??
    ofPurpose.find((consent) => consent.channel === undefined)
  );
};

/** Whether a party may be reached for a purpose by a channel: only where it said yes. */
export const permits = (
  consents: readonly Consent[],
  purpose: ConsentPurpose,
  channel?: ConsentChannel,
): boolean => consentFor(consents, purpose, channel)?.status === 'given';

/** What holds after one more word: one that names no channel replaces all said of its purpose. */
export const withConsent = (consents: readonly Consent[], said: Consent): readonly Consent[] => [
  ...consents.filter(
    ({ purpose, channel }) =>
      purpose !== said.purpose || (said.channel !== undefined && channel !== said.channel),
  ),
  said,
];

/**
 * What holds once two parties are one. Under `most-restrictive` a withdrawal on either side stands;
 * of two bases the lesser holds; and silence neither gives nor takes, for it is the same person.
 */
export const mergedConsents = (
  choice: ConsentChoice,
  survivor: readonly Consent[],
  merged: readonly Consent[],
): readonly Consent[] => {
  if (choice !== 'most-restrictive') return choice === 'survivor' ? survivor : merged;
  return ConsentPurpose.options.flatMap((purpose) =>
    [undefined, ...ConsentChannel.options]
      .filter((channel) => [...survivor, ...merged].some(said(purpose, channel)))
      .flatMap((channel) => {
        const sides = [survivor, merged].flatMap(
          (consents) => consentFor(consents, purpose, channel) ?? [],
        );
        const [first] = sides.sort((one, other) => leniency(one) - leniency(other));
        if (first === undefined) return [];
        const { channel: _, ...consent } = first;
        return [channel === undefined ? consent : { ...consent, channel }];
      }),
  );
};

const said = (purpose: ConsentPurpose, channel: ConsentChannel | undefined) => (consent: Consent) =>
  consent.purpose === purpose && consent.channel === channel;

/** How much a word allows: a withdrawal nothing, a basis more the firmer it is. */
const leniency = (consent: Consent): number =>
  consent.status === 'withdrawn' ? -1 : ConsentBasis.options.indexOf(consent.basis);

/** Whether a word was said already and would replace none that differs from it. */
export const isSaid = (consents: readonly Consent[], said: Consent): boolean =>
  consents.some((consent) => same(consent, said)) &&
  withConsent(consents, said).length === consents.length;
