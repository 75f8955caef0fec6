import { PresalesError } from '@presales/kernel';

/** The command was asked for something it does not offer, or with a value it cannot take. */
export class UsageError extends PresalesError {
  constructor(message: string, options?: ErrorOptions) {
    super('cli/usage', message, options);
  }
}
