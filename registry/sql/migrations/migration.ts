/** What a migration is: a name, and statements in the words of a database. */
import type { Sql } from '../database.ts';

/** Words in which the two databases differ. */
export interface Words {
  readonly dialect: Sql['dialect'];
  /** Text that sorts by code point, so that both databases and JavaScript agree on the order. */
  readonly TEXT: string;
  readonly BYTES: string;
}

export interface Migration {
  readonly name: string;
  readonly statements: (words: Words) => readonly string[];
}
