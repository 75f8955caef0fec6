import { identityText } from '@presales/kernel';

/** Words for yes and no, in any letters. */
export interface YesAndNo {
  readonly yes: readonly string[];
  readonly no: readonly string[];
}

/** What stands for yes and no unless the mapping says otherwise. */
export const usualWords: YesAndNo = {
  yes: ['yes', 'y', 'true', '1'],
  no: ['no', 'n', 'false', '0'],
};

/** A word as it is compared: in the form in which it identifies, in small letters. */
export const foldedWord = (text: string): string => identityText(text).toLowerCase();
