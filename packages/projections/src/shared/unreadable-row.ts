import { PresalesError } from '@presales/kernel';

/** A row whose JSON this program cannot read; the read model has to be rebuilt. */
export class UnreadableRow extends PresalesError {
  /** @param position where the row's event stands in the log */
  constructor(table: string, position: number, column: string, cause: unknown) {
    super(
      'read-model/unreadable-row',
      `table ${table}, position ${position}, column ${column}: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
}
