import type { BankMerchant, bankMerchantContract } from '../../shared/contract/bank-merchant.ts';
import { istanbulIso } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import { type BankMerchantRow, bankMerchantsOf, numbersInImports, removeBankMerchant, saveBankMerchant } from '../db/bank-merchants.ts';
import { connectorsOf, merchantsOf } from '../db/connection.ts';
import { type ReadableDb, transact } from '../db/database.ts';
import { recordHistory } from '../db/history.ts';
import type { HandlersOf } from './context.ts';
import { connectionFor } from './payven.ts';

function present(db: ReadableDb, row: BankMerchantRow): BankMerchant {
  const { connection_id, connector_config_id, merchant_external_id, changed_at, ...rest } = row;
  const connector = connectorsOf(db, connection_id).find((each) => each.id === connector_config_id);
  const merchant = merchantsOf(db, connection_id).find((each) => each.external_id === merchant_external_id);
  return {
    ...rest,
    connector_config_id,
    connector_config_name: connector?.name ?? null,
    merchant_external_id,
    merchant_name: merchant_external_id === null ? null : (merchant?.name ?? null),
    changed_at: istanbulIso(changed_at),
  };
}

/** A client that may not list configurations or merchants knows none; then the user's word is taken. */
function refuseUnknown(name: string, id: string | null, known: readonly (string | null)[]): void {
  const named = known.filter((each) => each !== null);
  if (id === null || named.length === 0 || named.includes(id)) return;
  throw new AppError('usage.unknown_scope', { name, id, known: named.join(', ') });
}

export const bankMerchantHandlers = {
  'bank_merchant.list': ({ connection_id }, { db }) => {
    const { id } = connectionFor(db, connection_id);
    const rows = bankMerchantsOf(db, id);
    const mapped = new Set(rows.map((row) => row.bank_merchant_no));
    return {
      merchants: rows.map((row) => present(db, row)),
      unmapped: numbersInImports(db).filter((each) => !mapped.has(each.bank_merchant_no)),
    };
  },
  'bank_merchant.save': ({ connection_id, ...mapping }, { db, clock, user }) => {
    const { id } = connectionFor(db, connection_id);
    const { bank_merchant_no, connector_config_id, merchant_external_id } = mapping;
    refuseUnknown('connector', connector_config_id, connectorsOf(db, id).map((each) => each.id));
    refuseUnknown('merchant', merchant_external_id, merchantsOf(db, id).map((each) => each.external_id));
    const row = { connection_id: id, ...mapping, changed_at: clock.now(), changed_by: user };
    transact(db, () => {
      saveBankMerchant(db, row);
      const facts = { bank_merchant_no, connector_config_id, merchant_external_id };
      recordHistory(db, { at: row.changed_at, by: user, what: 'bank_merchant.mapped', subject: id, facts });
    });
    return present(db, row);
  },
  'bank_merchant.remove': ({ connection_id, bank_merchant_no }, { db, clock, user }) => {
    const { id } = connectionFor(db, connection_id);
    return transact(db, () => {
      const removed = removeBankMerchant(db, id, bank_merchant_no);
      if (removed) recordHistory(db, { at: clock.now(), by: user, what: 'bank_merchant.removed', subject: id, facts: { bank_merchant_no } });
      return { removed };
    });
  },
} satisfies HandlersOf<typeof bankMerchantContract>;
