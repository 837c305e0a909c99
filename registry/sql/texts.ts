/**
 * Texts on their way to the database. PostgreSQL takes no U+0000 in one, SQLite does: whoever sends one, in an address, a
 * form or a label, is refused here, in the same words on both. One place, because nothing reaches a statement otherwise.
 */
import { SoulError } from '../../src/core/errors.ts';
import { text } from '../../src/core/text.ts';
import type { Database, Sql, SqlValue } from './database.ts';

/** @throws SoulError E_USAGE, from every statement that is given such a text */
export function refusingNul(database: Database): Database {
  return {
    ...checked(database),
    transaction: (work) => database.transaction((tx) => work(checked(tx))),
    close: () => database.close(),
  };
}

function checked(sql: Sql): Sql {
  return {
    dialect: sql.dialect,
    all: async <Shape extends object>(statement: string, values?: readonly SqlValue[]) =>
      sql.all<Shape>(statement, withoutNul(values)),
    get: async <Shape extends object>(statement: string, values?: readonly SqlValue[]) =>
      sql.get<Shape>(statement, withoutNul(values)),
    run: async (statement, values) => sql.run(statement, withoutNul(values)),
  };
}

function withoutNul(values: readonly SqlValue[] = []): readonly SqlValue[] {
  if (!values.some((value) => typeof value === 'string' && value.includes('\0'))) return values;
  throw new SoulError('E_USAGE', text('no text here may hold the character U+0000', '文本中不能含有字符 U+0000'), {
    hint: text('leave it out, and ask again', '请去掉该字符后重试'),
  });
}
