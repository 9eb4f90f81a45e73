import { join } from 'node:path';
import type { settingsContract } from '../../shared/contract/settings.ts';
import { version } from '../../shared/version.ts';
import { connectionById, removeConnection } from '../db/connection.ts';
import { transact } from '../db/database.ts';
import { waitingOfConnection } from '../db/decisions.ts';
import { recordHistory } from '../db/history.ts';
import { DATABASE_FILE } from '../db/open.ts';
import { sizeOf } from '../files/folder-size.ts';
import { ORIGINALS } from './bank-file.ts';
import type { CommandContext, HandlersOf } from './context.ts';

/** SQLite keeps its log and the log's index beside the database. */
const databaseFiles: readonly string[] = [DATABASE_FILE, `${DATABASE_FILE}-wal`, `${DATABASE_FILE}-shm`];

/** The secret goes first: if the keychain refuses, nothing has changed, and no secret stays behind unseen. */
async function remove(connection_id: string, context: CommandContext): Promise<{ removed: boolean; waiting: number }> {
  const { db, clock, user } = context;
  const row = connectionById(db, connection_id);
  if (row === undefined) return { removed: false, waiting: 0 };
  const secrets = context.secretsOf(row.secret_place);
  if ((await secrets.get(row.id)) !== null) await secrets.delete(row.id);
  context.tokens.delete(row.id);
  const { api_url, slug, client_id } = row;
  const removed = transact(db, () => {
    const at = clock.now();
    if (!removeConnection(db, row.id, at)) return false;
    recordHistory(db, { at, by: user, what: 'connection.removed', subject: row.id, facts: { api_url, slug, client_id } });
    return true;
  });
  return { removed, waiting: waitingOfConnection(db, row.id) };
}

export const settingsHandlers = {
  'settings.about': (_, { data_folder }) => {
    const [database, originals] = [sizeOf(data_folder, (name) => databaseFiles.includes(name)), sizeOf(join(data_folder, ORIGINALS), () => true)];
    return { version, data_folder, database_bytes: database.bytes, files: originals.files, files_bytes: originals.bytes };
  },
  'connection.remove': ({ connection_id }, context) => remove(connection_id, context),
} satisfies HandlersOf<typeof settingsContract>;
