import { endOfDay, startOfDay, utcIso } from '../shared/day.ts';
import type { SheetRow, Variant, World } from './world.ts';

/** One element of `bank_transactions` as the wire takes it (seed page reconciliations/start). */
export interface SentRow {
  bank_transaction_id: string;
  amount: number;
  status: string | null;
  transaction_date: string;
  merchant_external_id: string | null;
  auth_code: string | null;
}

/** The kuruş a reader of the file can know: the gross, or the net where nothing else is printed. */
export function sentAmount(row: Pick<SheetRow, 'gross' | 'net'>, variant: Variant): number {
  return variant === 'net-only' ? row.net : row.gross;
}

const sentKinds = new Set(['sale', 'refund', 'void']);

/** Whether a row belongs into a start: a transaction in TRY on a day of the period. */
export function isSent(row: SheetRow, world: World): boolean {
  const inPeriod = row.day >= world.period_start && row.day <= world.period_end;
  return inPeriod && row.currency === 'TRY' && sentKinds.has(row.kind);
}

/** An id no provider gives, naming the row; padded, so that its order as text is the file's. */
export const rowId = (row: SheetRow): string => `mm-sandbox-${String(row.row).padStart(7, '0')}`;

/** The rows a faithful reader of the bank's file would send, made from the world and not from the file. */
export function trueRows(world: World): SentRow[] {
  return world.rows
    .filter((row) => isSent(row, world))
    .map((row) => ({
      bank_transaction_id: row.bank_transaction_id ?? rowId(row),
      amount: sentAmount(row, world.variant),
      status: row.status,
      transaction_date: utcIso(row.at),
      merchant_external_id: null,
      auth_code: row.auth_code,
    }));
}

/** The body of a start over the world's whole period with its true rows. */
export function trueStart(world: World, bankTransactions: readonly SentRow[] = trueRows(world)): Record<string, unknown> {
  return {
    scope: 'Connector',
    connector_config_id: world.connector_config_id,
    merchant_id: null,
    period: 'Custom',
    period_start: utcIso(startOfDay(world.period_start)),
    period_end: utcIso(endOfDay(world.period_end)),
    bank_transactions: bankTransactions,
  };
}
