import shared from '@eventstore/db-client/generated/shared_pb.js';

const hexOf = (bits: string): string =>
  BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0');

/** The text of a UUID, in whichever of the two forms the client sent it. */
export const uuidText = (uuid: shared.UUID | undefined): string => {
  const structured = uuid?.getStructured();
  if (structured === undefined) return (uuid?.getString() ?? '').toLowerCase();
  const hex = `${hexOf(structured.getMostSignificantBits())}${hexOf(structured.getLeastSignificantBits())}`;
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

/** How a client wants to receive ids: as text, or as two 64-bit numbers. */
export type IdForm = 'text' | 'structured';

/** The form that the options of a request ask for; numbers are the default. */
export const idFormOf = (option: { hasString(): boolean } | undefined): IdForm =>
  option?.hasString() === true ? 'text' : 'structured';

const bitsOf = (hex: string): string => String(BigInt.asIntN(64, BigInt(`0x${hex}`)));

/** A UUID as a message, in either form. */
export const uuidOf = (text: string, form: IdForm): shared.UUID => {
  const uuid = new shared.UUID();
  if (form === 'text') return uuid.setString(text);
  const hex = text.replaceAll('-', '');
  return uuid.setStructured(
    new shared.UUID.Structured()
      .setMostSignificantBits(bitsOf(hex.slice(0, 16)))
      .setLeastSignificantBits(bitsOf(hex.slice(16))),
  );
};
