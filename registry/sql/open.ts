/** The database an operator named. */
import path from 'node:path';
import { SoulError } from '../../src/core/errors.ts';
import { text } from '../../src/core/text.ts';
import type { Database } from './database.ts';

export interface Where {
  readonly dataDir?: string | undefined;
  readonly databaseUrl?: string | undefined;
}

/** Without tables yet: `migrate` comes next. @throws SoulError E_CONFIG, E_FILE, E_OFFLINE */
export async function openDatabase({ dataDir, databaseUrl }: Where): Promise<Database> {
  if (dataDir !== undefined && databaseUrl === undefined) {
    return (await import('./sqlite.ts')).openSqlite(path.join(dataDir, 'hub.sqlite'));
  }
  if (databaseUrl !== undefined && dataDir === undefined && /^postgres(?:ql)?:\/\//.test(databaseUrl)) {
    return (await import('./postgres.ts')).openPostgres(databaseUrl);
  }
  throw new SoulError(
    'E_CONFIG',
    text('a hub needs either a data folder or a postgres:// address', 'hub 需要数据目录或 postgres:// 地址，二选一'),
  );
}
