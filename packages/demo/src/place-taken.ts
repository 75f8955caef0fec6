import { PresalesError } from '@presales/kernel';

/** A demo may not be written there: something else is, or may not be replaced. Nothing was touched. */
export class PlaceTaken extends PresalesError {
  constructor(message: string) {
    super('demo/place-taken', message);
  }
}
