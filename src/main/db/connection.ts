import type { ConnectorConfiguration, Merchant } from '../../shared/contract/connection.ts';
import { type ReadableDb, transact, type WritableDb } from './database.ts';

/** A way into Payven; everything but the secret, which only the secret store has. */
export interface ConnectionRow {
  readonly id: string;
  readonly environment: 'sandbox' | 'production' | 'custom';
  readonly identity_url: string | null;
  readonly api_url: string;
  readonly slug: string | null;
  readonly client_id: string | null;
  readonly credential: 'client' | 'token';
  readonly secret_place: 'keychain' | 'environment';
  readonly token_ends_at: number | null;
  readonly created_at: number;
  readonly last_used_at: number;
}

/** The connection with this address, tenant and client, if it was made before. */
export function findSameConnection(
  db: ReadableDb,
  wanted: Pick<ConnectionRow, 'identity_url' | 'api_url' | 'slug' | 'client_id' | 'credential'>,
): ConnectionRow | undefined {
  return db
    .prepare<[typeof wanted], ConnectionRow>(
      `SELECT * FROM connection WHERE identity_url IS @identity_url AND api_url = @api_url
       AND slug IS @slug AND client_id IS @client_id AND credential = @credential`,
    )
    .get(wanted);
}

/** What Payven told of a connection's configurations and merchants; null where it may not be asked. */
export interface Directory {
  readonly connectors: readonly ConnectorConfiguration[] | null;
  readonly merchants: readonly Merchant[] | null;
}

/** Stores a connection with the configurations and merchants Payven just told of. */
export function saveConnection(
  db: WritableDb,
  row: ConnectionRow,
  directory: Directory,
): void {
  transact(db, () => {
    db.prepare(
      `INSERT INTO connection (id, environment, identity_url, api_url, slug, client_id, credential, secret_place,
         token_ends_at, created_at, last_used_at)
       VALUES (@id, @environment, @identity_url, @api_url, @slug, @client_id, @credential, @secret_place,
         @token_ends_at, @created_at, @last_used_at)
       ON CONFLICT (id) DO UPDATE SET environment = excluded.environment, secret_place = excluded.secret_place,
         token_ends_at = excluded.token_ends_at, last_used_at = excluded.last_used_at, removed_at = NULL`,
    ).run(row);
    saveDirectory(db, row.id, directory);
  });
}

/** Replaces what is known of a connection's configurations and merchants; null leaves it as it is. */
export function saveDirectory(db: WritableDb, connectionId: string, { connectors, merchants }: Directory): void {
  if (connectors !== null) db.prepare('DELETE FROM connector_config WHERE connection_id = ?').run(connectionId);
  if (merchants !== null) db.prepare('DELETE FROM merchant WHERE connection_id = ?').run(connectionId);
  const connector = db.prepare(
    `INSERT INTO connector_config (connection_id, id, name, connector_code, bank_code, mode, is_active)
     VALUES (@connection_id, @id, @name, @connector_code, @bank_code, @mode, @is_active)`,
  );
  for (const each of connectors ?? []) {
    connector.run({ ...each, connection_id: connectionId, is_active: each.is_active ? 1 : 0 });
  }
  const merchant = db.prepare(
    `INSERT INTO merchant (connection_id, id, external_id, name, is_active)
     VALUES (@connection_id, @id, @external_id, @name, @is_active)`,
  );
  for (const each of merchants ?? []) {
    merchant.run({ ...each, connection_id: connectionId, is_active: each.is_active ? 1 : 0 });
  }
}

export function connectionById(db: ReadableDb, id: string): ConnectionRow | undefined {
  return db.prepare<[string], ConnectionRow>('SELECT * FROM connection WHERE id = ?').get(id);
}

/** Those in use, newest use first: the first one is meant where nobody says which. */
export function allConnections(db: ReadableDb): ConnectionRow[] {
  return db.prepare<[], ConnectionRow>('SELECT * FROM connection WHERE removed_at IS NULL ORDER BY last_used_at DESC, id DESC').all();
}

/** Takes a connection out of use, UTC ms; false where it was out of use already. */
export function removeConnection(db: WritableDb, id: string, at: number): boolean {
  return db.prepare('UPDATE connection SET removed_at = ? WHERE id = ? AND removed_at IS NULL').run(at, id).changes > 0;
}

type Stored<T extends { is_active: boolean }> = Omit<T, 'is_active'> & { is_active: number };

export function connectorsOf(db: ReadableDb, connectionId: string): ConnectorConfiguration[] {
  return db
    .prepare<[string], Stored<ConnectorConfiguration>>(
      `SELECT id, name, connector_code, bank_code, mode, is_active FROM connector_config
       WHERE connection_id = ? ORDER BY name, id`,
    )
    .all(connectionId)
    .map((row) => ({ ...row, is_active: row.is_active === 1 }));
}

export function merchantsOf(db: ReadableDb, connectionId: string): Merchant[] {
  return db
    .prepare<[string], Stored<Merchant>>(
      'SELECT id, external_id, name, is_active FROM merchant WHERE connection_id = ? ORDER BY name, id',
    )
    .all(connectionId)
    .map((row) => ({ ...row, is_active: row.is_active === 1 }));
}
