import { PresalesError } from '@presales/kernel';

/** The command was asked for something it does not offer, or with a value it cannot take. */
export class UsageError extends PresalesError {
  constructor(message: string, options?: ErrorOptions) {
    super('cli/usage', message, options);
  }
}

/** The command line of `presales verify` is wrong: its codes say that it could not be run. */
export class NotVerified extends PresalesError {
  constructor(message: string, options?: ErrorOptions) {
    super('verify/not-run', message, options);
  }
}
