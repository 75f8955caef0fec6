import type { AggregateName, StateOf } from '@presales/domain';
import type { Row, Table } from '@presales/kernel';

/** What a process may look up before it answers. */
export interface Lookup {
  /**
   * The present state of one aggregate, folded from its whole stream. It includes the event that is
   * being answered and everything that came after it.
   */
  readonly load: <Name extends AggregateName>(
    aggregate: Name,
    id: string,
  ) => Promise<StateOf<Name>>;
  /**
   * Rows of the process's own index that have a value in a column, in the order of their keys. The
   * index knows the events before the one that is being answered and nothing later, so it answers
   * the same when the event is delivered again.
   */
  readonly rows: <R extends Row>(
    table: Table<R>,
    column: keyof R & string,
    value: string,
  ) => Promise<readonly R[]>;
}
