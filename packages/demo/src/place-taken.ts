import { PresalesError } from '@presales/kernel';

/**
 * A demo cannot be written to this place: what is there is something else, or must not be replaced.
 * Nothing was touched.
 */
export class PlaceTaken extends PresalesError {
  constructor(message: string) {
    super('demo/place-taken', message);
  }
}
