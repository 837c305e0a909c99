/**
 * The one way to the database. Hand-written SQL that SQLite and PostgreSQL both understand: `?` for parameters, `ON
 * CONFLICT`, `RETURNING`; times are integer milliseconds, flags are 0 and 1, JSON is text, bytes are `Uint8Array`.
 */

export type SqlValue = string | number | null | Uint8Array;
export type Row = Readonly<Record<string, unknown>>;

/** Asks and changes. `Shape` is what the statement answers with; the statement is ours, so it is trusted. */
export interface Sql {
  readonly dialect: 'sqlite' | 'postgres';
  all<Shape extends object = Row>(statement: string, values?: readonly SqlValue[]): Promise<readonly Shape[]>;
  get<Shape extends object = Row>(statement: string, values?: readonly SqlValue[]): Promise<Shape | undefined>;
  /** Number of rows changed. */
  run(statement: string, values?: readonly SqlValue[]): Promise<number>;
}

export interface Database extends Sql {
  /**
   * All or nothing. `work` may be run again when the database asks for it (two writers in each other's way), so it
   * must do nothing but talk to `tx`.
   * @throws SoulError E_CONFLICT when it still does not succeed after a bounded number of attempts
   */
  transaction<Result>(work: (tx: Sql) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}
