/** How the command ends. The table stands in docs/reference/cli.md and in `presales --help`. */
export const ExitCode = {
  /** Done; nothing was refused. */
  ok: 0,
  /** A fault of the program: nobody foresaw it. */
  fault: 1,
  /** Wrong usage or bad input: an unknown option, a wrong value, a file that is not as expected. */
  usage: 2,
  /** The log or the read models cannot be opened, read or written, or the output cannot be written. */
  storage: 3,
  /** Done, but some of the input was refused: the rejects file says which rows and why. */
  rejects: 4,
  /** Done, but a person has to decide something: the suggested mapping says which lines. */
  undecided: 5,
  /** The report has no answer: the log lacks what it needs, and the error names the row that needs it. */
  noAnswer: 6,
  /**
   * Done, but something is missing: with `--strict` a report whose figures lack events that could not
   * be taken, or are unknown; a retry after which a stream is parked still.
   */
  incomplete: 7,
  /** Interrupted (Ctrl-C); what was stored stays, and running again goes on from there. */
  interrupted: 130,
} as const;
/** One of the codes. */
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** How `presales verify` ends: its own table, for scripts that ask whether all is well. */
export const VerifyExitCode = {
  /** Nothing was found. */
  nothing: 0,
  /** Something was found that changes figures. */
  changesFigures: 1,
  /** Something was found, but nothing that changes figures. */
  others: 2,
  /** It could not be run, or not to its end. */
  notRun: 3,
} as const;
/** One of the codes of `presales verify`. */
export type VerifyExitCode = (typeof VerifyExitCode)[keyof typeof VerifyExitCode];
