import { z } from 'zod';
import type { PreviewSummary } from '../../shared/contract/preview.ts';
import type { Scope } from '../../shared/enums.ts';
import { AppError } from '../../shared/errors.ts';
import { type InstalmentRows, instalmentRows } from '../../shared/instalments.ts';
import { bankMerchantsOf } from '../db/bank-merchants.ts';
import { merchantsOf } from '../db/connection.ts';
import type { ReadableDb } from '../db/database.ts';
import { importById, type ImportedBankRow, importFacts } from '../db/imports.ts';
import { belongingOf, type MerchantRule } from '../domain/matching/merchants.ts';
import { hasSeveral, merchantNumbers, type SelectionRules } from '../domain/matching/request.ts';

/** What a plan is made from: everything but the data itself. */
export interface PlanQuestion {
  readonly connection_id: string;
  readonly scope: Scope;
  readonly connector_config_id: string | null;
  readonly merchant_id: string | null;
  readonly from: string;
  readonly to: string;
  readonly import_ids: readonly string[];
  /** What was chosen for files with several merchant numbers; null: nothing. */
  readonly several_merchants: PreviewSummary['several_merchants'];
}

/** The files' side of a plan, with what is known of their rows. */
export interface BankSide extends Pick<PreviewSummary, 'merchant_numbers' | 'merchants_unclear'> {
  readonly profiles: readonly string[];
  /** Without their cells. */
  readonly rows: readonly ImportedBankRow[];
  readonly rules: SelectionRules;
}

function merchantRule(db: ReadableDb, { connection_id, scope, connector_config_id, merchant_id, several_merchants }: PlanQuestion): MerchantRule {
  const chosen = scope === 'Merchant' ? merchantsOf(db, connection_id).find((each) => each.id === merchant_id) : undefined;
  return {
    scope,
    connector_config_id,
    merchant_external_id: chosen?.external_id ?? null,
    mappings: new Map(bankMerchantsOf(db, connection_id).map((each) => [each.bank_merchant_no, each])),
    split: several_merchants === 'split',
  };
}

/**
 * Files with several merchant numbers are refused where the user chose so, and under
 * Merchant scope where a number is mapped to nothing: its rows may be another merchant's.
 */
function merchantsOfFiles(
  question: PlanQuestion,
  rows: readonly ImportedBankRow[],
  rule: MerchantRule,
): Pick<BankSide, 'merchant_numbers' | 'merchants_unclear'> {
  const counts = merchantNumbers(rows);
  const merchant_numbers = [...counts]
    .map(([number, count]) => ({ bank_merchant_no: number, rows: count, belongs: belongingOf(number, rule) }))
    .sort((a, b) => ((a.bank_merchant_no ?? '') < (b.bank_merchant_no ?? '') ? -1 : 1));
  // A row without a number cannot be mapped, so it is nothing to ask about.
  const open = hasSeveral(counts) && merchant_numbers.some((each) => each.belongs === 'unmapped' && each.bank_merchant_no !== null);
  const merchants_unclear = open && question.several_merchants === null;
  const refused = question.several_merchants === 'refuse' ? hasSeveral(counts) : merchants_unclear && question.scope === 'Merchant';
  if (refused) {
    const numbers = merchant_numbers.map((each) => each.bank_merchant_no).filter((number) => number !== null);
    throw new AppError('state.several_merchants', { numbers: numbers.join(', ') });
  }
  return { merchant_numbers, merchants_unclear };
}

/**
 * All rows of the files asked about. The same file under two imports would send every row
 * twice: `usage.same_file_twice`. Also throws `usage.unknown_import` and `state.several_merchants`.
 */
export function gatherBankSide(db: ReadableDb, question: PlanQuestion): BankSide {
  const profiles: string[] = [];
  const rows: ImportedBankRow[] = [];
  const contents = new Set<string>();
  const printed = new Map<string, InstalmentRows>();
  for (const id of [...question.import_ids].sort()) {
    const record = importById(db, id);
    if (record === undefined) throw new AppError('usage.unknown_import', { id });
    if (contents.has(record.sha256)) throw new AppError('usage.same_file_twice', { file: record.file_name });
    contents.add(record.sha256);
    profiles.push(record.profile_json);
    printed.set(id, z.enum(instalmentRows).parse(record.instalments));
    for (const row of importFacts(db, id)) rows.push(row);
  }
  const merchants = merchantRule(db, question);
  const rules = { merchants, printed: (row: { readonly import_id: string }) => printed.get(row.import_id) ?? 'ask' };
  return { profiles, rows, rules, ...merchantsOfFiles(question, rows, merchants) };
}
