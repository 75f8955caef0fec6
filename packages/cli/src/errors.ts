import { PresalesError } from '@presales/kernel';

/** The command was asked for something it does not offer, or with a value it cannot take. */
export class UsageError extends PresalesError {
  constructor(message: string, options?: ErrorOptions) {
    super('cli/usage', message, options);
  }
}

/** The user interrupted; whatever was stored stays. */
export class Interrupted extends PresalesError {
  constructor(message = 'interrupted') {
    super('cli/interrupted', message);
  }
}
