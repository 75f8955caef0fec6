import type { CurrencyCode, LocalDate } from '@presales/kernel';
import type { DateOrder } from './date-style.ts';
import { type Flow, flow } from './yaml-text.ts';

/** What a person has said of what the file does not tell. */
export interface Answers {
  /** The currency of amounts that name none. */
  readonly currency?: CurrencyCode;
  /** The order of dates such as 03/04/2025. */
  readonly dates?: DateOrder;
  /** When deals were opened of which the file does not say it. */
  readonly openedOn?: LocalDate;
}

/** A part of a mapping as text; a comment about a line stands before it. */
export class Draft {
  readonly lines: string[] = [];
  /** The columns that something is made of. */
  readonly used = new Set<string>();

  /** A line of the mapping. */
  line(text: string, indent = 0): void {
    this.lines.push(`${' '.repeat(indent)}${text}`);
  }

  /** A line `key: value`. */
  entry(key: string, value: Flow, indent = 0): void {
    this.line(`${key}: ${flow(value)}`, indent);
  }

  /** A command of the rows, or of the setup: its fields are what comes next. */
  command(type: string, when?: Flow): void {
    this.line(`- command: ${type}`, 2);
    if (when !== undefined) this.entry('when', when, 4);
    this.line('fields:', 4);
  }

  /** A field of the command that was begun last. */
  field(path: string, source: Flow): void {
    this.entry(path, source, 6);
  }

  /** The same, from a column; nothing where there is none. */
  fieldOf(path: string, column: string | undefined): void {
    if (column === undefined) return;
    this.used.add(column);
    this.field(path, { column });
  }

  /** Something that a person should know, and may want to have otherwise. */
  check(text: string, indent = 0): void {
    this.line(`# Check: ${text}`, indent);
  }

  /** Something that a person must decide before the mapping can be used. */
  decide(text: string, indent = 0): void {
    this.line(`# DECIDE: ${text}`, indent);
  }
}
