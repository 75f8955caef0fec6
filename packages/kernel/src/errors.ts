/**
 * The base of every error this library throws on purpose. Read `code`, not the class: two copies
 * of a package in one process have two classes but one code.
 */
export class PresalesError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** Whether an error carries a code, whichever copy of a package threw it. */
export const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

/** One place where input is wrong: a path into it, and what was expected there. */
export interface Problem {
  readonly path: string;
  readonly expected: string;
}

/** Input that fits no schema: names every wrong place and what was expected. */
export class InvalidInput extends PresalesError {
  readonly problems: readonly Problem[];

  constructor(what: string, problems: readonly Problem[]) {
    const list = problems.map(({ path, expected }) => (path ? `${path}: ${expected}` : expected));
    super('input/invalid', `${what}: ${list.join('; ')}`);
    this.problems = problems;
  }
}

/** The caller asked long work to stop. Whatever was stored by then stays stored. */
export class Interrupted extends PresalesError {
  constructor(message = 'interrupted') {
    super('interrupted', message);
  }
}
