import type { NotSent, VerdictCounts } from '../../../shared/contract/preview.ts';
import { countKeyOf } from '../../../shared/contract/preview.ts';
import type { Day } from '../../../shared/day.ts';
import type { BankStatus, Discrepancy, RowKind, Scope } from '../../../shared/enums.ts';
import { addKurus } from '../../../shared/money.ts';
import type { AssumedRule } from './assumptions.ts';
import { listPieces } from './pieces.ts';

/** Raised whenever the same input would give another plan; part of the plan's hash. */
export const RULES_VERSION = 2;

/** Payven's side of the matching: amounts in kuruş, `created_at` UTC ms. */
export interface PayvenTransaction {
  readonly id: string;
  readonly created_at: number;
  readonly amount: number;
  readonly currency: string | null;
  readonly status: string;
  readonly operation_type: string | null;
  readonly provider_transaction_id: string | null;
  readonly auth_code: string | null;
  readonly external_merchant_id: string | null;
}

/** Where a row of a bank's file stands. */
export interface RowPlace {
  readonly import_id: string;
  readonly row: number;
}

/** A bank's row exactly as it would be sent; `transaction_at` UTC ms. */
export interface SentRow {
  readonly import_id: string;
  readonly row: number;
  readonly kind: RowKind;
  readonly bank_transaction_id: string;
  readonly amount: number;
  readonly status: BankStatus;
  readonly transaction_at: number;
  readonly time_known: boolean;
  readonly merchant_external_id: string | null;
  readonly auth_code: string | null;
  /** Of a sale in instalments put together: every row it was made of, this one first. */
  readonly parts?: readonly RowPlace[];
}

/** Why a line is what it is. `by`: what made the pair, or why there is none. */
export interface Reason {
  readonly by: 'id' | 'code' | 'no_key' | 'not_found' | 'taken';
  /** The id or code both sides share, or the one that found no partner. */
  readonly key: string | null;
}

/** One line of the plan: a pair of both sides, or one side alone. */
export interface PlanLine {
  readonly line: number;
  readonly verdict: Discrepancy;
  readonly transaction_id: string | null;
  readonly db_amount: number | null;
  readonly db_status: string | null;
  readonly import_id: string | null;
  readonly row: number | null;
  readonly bank_transaction_id: string | null;
  readonly bank_amount: number | null;
  readonly bank_status: string | null;
  readonly reason: Reason;
  readonly assumptions: readonly AssumedRule[];
  /** As in {@link SentRow}. */
  readonly parts?: readonly RowPlace[];
}

/** What is previewed, sent and stored: one value. */
export interface Plan {
  readonly rules_version: number;
  readonly profiles: readonly string[];
  readonly scope: Scope;
  readonly connector_config_id: string | null;
  readonly merchant_id: string | null;
  readonly from: Day;
  readonly to: Day;
  readonly sent: readonly SentRow[];
  readonly not_sent: NotSent;
  readonly lines: readonly PlanLine[];
}

const sentText = (row: SentRow): string =>
  JSON.stringify([
    row.bank_transaction_id,
    row.amount,
    row.status,
    row.transaction_at,
    row.merchant_external_id,
    row.auth_code,
    row.import_id,
    row.row,
    ...(row.parts ?? []).map((part) => [part.import_id, part.row]),
  ]);

const lineText = (line: PlanLine): string =>
  JSON.stringify([line.verdict, line.transaction_id, line.db_amount, line.db_status, line.import_id, line.row]);

/** The plan as text, piece by piece: equal plans give equal text, whatever order their rows came in. */
export function* canonicalPieces({ lines, sent, ...head }: Plan): Generator<string, void, void> {
  yield* listPieces(`[${JSON.stringify(head)},[`, sent, sentText, '],');
  yield* listPieces('[', lines, lineText, ']]');
}

/** Lines by verdict. */
export function countVerdicts(lines: Iterable<Pick<PlanLine, 'verdict'>>): VerdictCounts {
  const counts = { matched: 0, amount_mismatch: 0, status_mismatch: 0, orphan_db: 0, orphan_bank: 0 };
  for (const line of lines) counts[countKeyOf[line.verdict]] += 1;
  return counts;
}

/** Kuruş of both sides by verdict, and over all. */
export function sumPlan(lines: Iterable<PlanLine>): {
  amounts: { db: number; bank: number };
  buckets: Record<Discrepancy, { db: number; bank: number }>;
} {
  const amounts = { db: 0, bank: 0 };
  const buckets: Record<Discrepancy, { db: number; bank: number }> = {
    Matched: { db: 0, bank: 0 },
    AmountMismatch: { db: 0, bank: 0 },
    StatusMismatch: { db: 0, bank: 0 },
    OrphanDb: { db: 0, bank: 0 },
    OrphanBank: { db: 0, bank: 0 },
  };
  for (const line of lines) {
    const bucket = buckets[line.verdict];
    for (const side of ['db', 'bank'] as const) {
      const amount = (side === 'db' ? line.db_amount : line.bank_amount) ?? 0;
      bucket[side] = addKurus(bucket[side], amount);
      amounts[side] = addKurus(amounts[side], amount);
    }
  }
  return { amounts, buckets };
}

/** One difference between two plans, for telling what changed since the preview. */
export interface PlanChange {
  readonly transaction_id: string | null;
  readonly row: number | null;
  readonly before: string | null;
  readonly after: string | null;
}

const describe = (line: PlanLine): string =>
  [line.verdict, line.db_status, line.db_amount, line.import_id, line.row].join(' ');

/** What is different in `after`: by transaction where there is one, else by the bank's row. */
export function comparePlans(before: readonly PlanLine[], after: readonly PlanLine[]): PlanChange[] {
  const keyOf = (line: PlanLine): string => line.transaction_id ?? `${line.import_id}/${line.row}`;
  const old = new Map(before.map((line) => [keyOf(line), line]));
  const changes: PlanChange[] = [];
  for (const line of after) {
    const was = old.get(keyOf(line));
    old.delete(keyOf(line));
    if (was !== undefined && describe(was) === describe(line)) continue;
    changes.push({
      transaction_id: line.transaction_id,
      row: line.row,
      before: was?.verdict ?? null,
      after: line.verdict,
    });
  }
  for (const was of old.values()) {
    changes.push({ transaction_id: was.transaction_id, row: was.row, before: was.verdict, after: null });
  }
  return changes;
}
