import type { BankRow } from '../../shared/bank-row.ts';
import type { ImportedRow } from '../../shared/contract/bank-file.ts';
import type { LocalRefund, LocalTransaction } from '../../shared/contract/transaction.ts';
import { istanbulIso } from '../../shared/day.ts';
import type { Discrepancy } from '../../shared/enums.ts';
import { formatKurus } from '../../shared/money.ts';
import type { Language } from '../../shared/text/language.ts';
import { say } from '../../shared/text/say.ts';
import type { RefundRow, TransactionRow } from '../db/transactions.ts';
import type { PlanLine } from '../domain/matching/plan.ts';

/** Stored values in the form the contract shows them: instants with +03:00, reasons in words. */

/** UTC ms as +03:00; nothing stays nothing. */
export const instant = (at: number | null): string | null => (at === null ? null : istanbulIso(at));

export function presentRow<T extends BankRow>({ transaction_at, ...row }: T): Omit<T, 'transaction_at'> & Pick<ImportedRow, 'transaction_date'> {
  return { ...row, transaction_date: instant(transaction_at) };
}

export function presentTransaction(row: TransactionRow): LocalTransaction {
  const { created_at, completed_at, settlement_at, ...rest } = row;
  return {
    ...rest,
    created: istanbulIso(created_at),
    completed_at: instant(completed_at),
    settlement_date: instant(settlement_at),
  };
}

export function presentRefund(row: RefundRow): LocalRefund {
  const { created_at, completed_at, ...rest } = row;
  return { ...rest, created: istanbulIso(created_at), completed_at: instant(completed_at) };
}

type Explained = Pick<PlanLine, 'verdict' | 'db_amount' | 'bank_amount' | 'db_status' | 'bank_status' | 'reason'>;

/** `matched.id`, `orphan_db.not_found`, …: names the sentence that explains a line. */
export function reasonCode(line: Pick<PlanLine, 'verdict' | 'reason'>): string {
  return `${snakeOf(line.verdict)}.${line.reason.by}`;
}

/** On which side a record alone was looked for. */
const absentFrom = ({ verdict }: Pick<PlanLine, 'verdict'>): string => (verdict === 'OrphanDb' ? 'not_found_bank' : 'not_found_payven');

/** Why a line of the plan is what it is, in words: what made the pair, and what differs. */
export function reasonText(language: Language, line: Explained): string {
  const key = line.reason.key ?? '';
  const made = say(language, `reason.${line.reason.by === 'not_found' ? absentFrom(line) : line.reason.by}`, { key });
  const difference = (line.bank_amount ?? 0) - (line.db_amount ?? 0);
  if (line.verdict === 'AmountMismatch') {
    const direction = difference < 0 ? 'reason.bank_lower' : 'reason.bank_higher';
    return `${made} ${say(language, direction, { amount: formatKurus(Math.abs(difference)) })}`;
  }
  if (line.verdict === 'StatusMismatch') {
    const params = {
      db: say(language, `transaction_status.${line.db_status}`),
      bank: say(language, `bank_status.${line.bank_status}`),
    };
    return `${made} ${say(language, 'reason.status_differs', params)}`;
  }
  return made;
}

function snakeOf(verdict: Discrepancy): string {
  return verdict.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}
