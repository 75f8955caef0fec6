/** The version of the command: that of its package, which a test holds it to. */
export const version = '0.1.0';
