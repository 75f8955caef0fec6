import { ConsentBasis, type ConsentChoice } from '../../shared/consent.ts';
import { same } from '../../shared/same.ts';
import { type Consent, ConsentChannel, ConsentPurpose } from '../vocabulary.ts';

/** The consent that holds for a purpose and a channel: the channel's own, or else the purpose's. */
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

/** Whether a party may be reached for a purpose by a channel: only where it has consented. */
export const permits = (
  consents: readonly Consent[],
  purpose: ConsentPurpose,
  channel?: ConsentChannel,
): boolean => consentFor(consents, purpose, channel)?.status === 'given';

/** The consents after one more: one that names no channel replaces all others of its purpose. */
export const withConsent = (consents: readonly Consent[], said: Consent): readonly Consent[] => [
  ...consents.filter(
    ({ purpose, channel }) =>
      purpose !== said.purpose || (said.channel !== undefined && channel !== said.channel),
  ),
  said,
];

/**
 * The consents that hold once two parties are one. Under `most-restrictive` a withdrawal on either
 * side holds, and of two bases the weaker one; where one side has said nothing, the other side's
 * word holds, for it is the same person.
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

/** How much a consent allows: a withdrawal nothing, and a basis more the firmer it is. */
const leniency = (consent: Consent): number =>
  consent.status === 'withdrawn' ? -1 : ConsentBasis.options.indexOf(consent.basis);

/** Whether a consent holds already, and would not replace any that differs from it. */
export const isSaid = (consents: readonly Consent[], said: Consent): boolean =>
  consents.some((consent) => same(consent, said)) &&
  withConsent(consents, said).length === consents.length;
