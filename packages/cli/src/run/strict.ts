import type { Answer } from '@presales/projections';
import type { Context } from '../commands/context.ts';
import { ExitCode } from '../exit-code.ts';

/** With `--strict`, a report that lacks something is printed and still not a success. */
export const strictly = (
  context: Pick<Context, 'exitWith'>,
  { strict = false }: { readonly strict?: boolean },
  { incomplete }: Pick<Answer, 'incomplete'>,
): void => {
  if (strict && incomplete !== undefined) context.exitWith(ExitCode.incomplete);
};
