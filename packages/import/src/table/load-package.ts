import { ImportError } from '../import-error.ts';
import { systemCode } from '../system-error.ts';

/**
 * Loads a package that only some files need, when one of them comes. What is used of it is typed
 * by the caller: an import of it by name would have to be there for everyone.
 *
 * @returns nothing where it is not installed
 */
export const loadPackage = async <Library extends object>(
  name: string,
): Promise<Library | undefined> => {
  try {
    const library: Library & { readonly default?: Library } = await import(name);
    return library.default ?? library;
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
};

/** An error for a file that cannot be read without packages that are not installed. */
export const missingPackages = (file: string, kind: string, names: readonly string[]) =>
  new ImportError(
    'import/file',
    { file },
    `${kind} needs packages that are not installed: npm install ${names.join(' ')}`,
  );
