import type { Finding } from '@presales/kernel/store';
import { type Verification, type VerifyProgress, verify } from '@presales/runtime';
import type { Context } from '../commands/context.ts';
import type { LogOptions } from '../commands/log-options.ts';
import { VerifyExitCode } from '../exit-code.ts';
import { failureOf } from '../failure.ts';
import { OutputClosed } from '../io.ts';
import { jsonText } from '../json.ts';
import { renderFinding, renderVerification } from '../rendering/verify.ts';
import { connectionsOf } from './connections.ts';
import { phases } from './phases.ts';

/** The options of `presales verify`. */
export interface VerifyOptions extends LogOptions {
  readonly json?: boolean;
}

/** Findings that are shown one by one; the rest is counted. */
const shownFindings = 200;

/** Verifies log and read models, prints what was found, and ends with the code that says how bad it is. */
export const verifyLog = async (context: Context, options: VerifyOptions): Promise<void> => {
  const { signal } = context;
  try {
    const verification = await verified(context, options);
    context.exitWith(exitCodeOf(verification));
  } catch (error) {
    context.exitWith(VerifyExitCode.notRun);
    // The reader has gone, and needs no word.
    if (error instanceof OutputClosed) throw error;
    await context.note(
      signal.aborted ? 'interrupted; not verified' : failureOf(error, context.env).message,
    );
  }
};

const verified = async (context: Context, options: VerifyOptions): Promise<Verification> => {
  const { signal } = context;
  const progress = phases(context, titles);
  let shown = 0;
  const show = async (finding: Finding): Promise<void> => {
    shown += 1;
    if (options.json) await context.print(jsonText(finding));
    else if (shown <= shownFindings) await context.print(renderFinding(finding, context.style()));
  };
  try {
    const verification = await verify({
      ...connectionsOf(options, context.env),
      onFinding: show,
      onProgress: ({ phase, done, total }) => progress.at(phase, done, total),
      signal,
    });
    progress.stop();
    await context.print(
      options.json
        ? jsonText({ summary: verification })
        : renderVerification(verification, Math.max(0, shown - shownFindings)),
    );
    return verification;
  } finally {
    progress.stop();
  }
};

const titles: Readonly<Record<VerifyProgress['phase'], string>> = {
  log: 'Verifying events',
  'read-models': 'Comparing read models',
};

const exitCodeOf = ({ changingFigures, others }: Verification): VerifyExitCode => {
  if (changingFigures > 0) return VerifyExitCode.changesFigures;
  return others > 0 ? VerifyExitCode.others : VerifyExitCode.nothing;
};
