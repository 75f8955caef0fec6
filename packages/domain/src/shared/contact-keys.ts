/** An e-mail address as it is compared: its letters' case makes no other address. */
export const normalisedEmail = (email: string): string => email.trim().toLowerCase();
