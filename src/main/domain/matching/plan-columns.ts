import { type Discrepancy, discrepancies } from '../../../shared/enums.ts';
import { type AssumedRule, assumedRules } from './assumptions.ts';
import { bankIdAt, type PayvenColumns, type SentColumns } from './columns.ts';
import { itemAt, NONE, present } from './keys.ts';
import type { PlanLine, Reason } from './plan.ts';
import { isMadeUp } from './request.ts';

/** What a line's {@link Reason} is made from; `lone`: nothing else has its key. */
export const grounds = ['id', 'code', 'lone', 'taken_id', 'taken_code'] as const;
/** One of {@link grounds}. */
export type Ground = (typeof grounds)[number];

/** The plan's lines by column, with the two sides they speak of by index. */
export interface PlanColumns {
  readonly length: number;
  readonly transactions: PayvenColumns;
  readonly rows: SentColumns;
  /** Indices of both sides, or {@link NONE}. */
  readonly transaction: Int32Array;
  readonly row: Int32Array;
  /** Places in `discrepancies` and in {@link grounds}. */
  readonly verdict: Uint8Array;
  readonly ground: Uint8Array;
  /** Of {@link bitOf}. */
  readonly assumed: Uint8Array;
}

const RULES = Object.keys(assumedRules) as AssumedRule[];

/** The bit that stands for a rule. */
export const bitOf = (rule: AssumedRule): number => 1 << RULES.indexOf(rule);

/** The rules of every sum of bits, in the order they are named. */
const RULES_OF: readonly (readonly AssumedRule[])[] = Array.from({ length: 1 << RULES.length }, (_, bits) => RULES.filter((rule) => (bits & bitOf(rule)) !== 0));

/** Verdict of a line. */
export const verdictAt = (plan: PlanColumns, index: number): Discrepancy => itemAt(discrepancies, itemAt(plan.verdict, index));

/** The id or code of a side alone that found no partner. */
function loneKey({ transactions, rows }: PlanColumns, transaction: number, row: number): string | null {
  if (row === NONE) return present(transactions.auth_code.at(transaction)) ?? present(transactions.provider_transaction_id.at(transaction));
  const own = rows.bank_transaction_id.at(row);
  return rows.auth_code.at(row) ?? (own === null || isMadeUp(own) ? null : own);
}

function reasonAt(plan: PlanColumns, index: number, transaction: number, row: number): Reason {
  const { transactions, rows } = plan;
  const ground = itemAt(grounds, itemAt(plan.ground, index));
  if (ground === 'lone') {
    const key = loneKey(plan, transaction, row);
    return key === null ? { by: 'no_key', key } : { by: 'not_found', key };
  }
  const by = ground === 'id' || ground === 'code' ? ground : 'taken';
  const isId = ground === 'id' || ground === 'taken_id';
  if (transaction !== NONE) return { by, key: present((isId ? transactions.provider_transaction_id : transactions.auth_code).at(transaction)) };
  return { by, key: present(isId ? bankIdAt(rows, row) : rows.auth_code.at(row)) };
}

/** A line of the plan as an object; `index` from 0, lines are numbered from 1. */
export function lineAt(plan: PlanColumns, index: number): PlanLine {
  const { transactions, rows } = plan;
  const [transaction, row] = [itemAt(plan.transaction, index), itemAt(plan.row, index)];
  const [hasTransaction, hasRow] = [transaction !== NONE, row !== NONE];
  const made: PlanLine = {
    line: index + 1,
    verdict: verdictAt(plan, index),
    transaction_id: hasTransaction ? transactions.id.at(transaction) : null,
    db_amount: hasTransaction ? transactions.amount.at(transaction) : null,
    db_status: hasTransaction ? transactions.status.at(transaction) : null,
    import_id: hasRow ? rows.import_id.at(row) : null,
    row: hasRow ? rows.row.at(row) : null,
    bank_transaction_id: hasRow ? bankIdAt(rows, row) : null,
    bank_amount: hasRow ? rows.amount.at(row) : null,
    bank_status: hasRow ? rows.status.at(row) : null,
    reason: reasonAt(plan, index, transaction, row),
    assumptions: itemAt(RULES_OF, itemAt(plan.assumed, index)),
  };
  const parts = hasRow ? rows.parts.get(row) : undefined;
  return parts === undefined ? made : { ...made, parts };
}

/** Every line's verdict, made when it is asked for. */
export const verdictsOf = (plan: PlanColumns): Iterable<Pick<PlanLine, 'verdict'>> => ({
  *[Symbol.iterator]() {
    for (let index = 0; index < plan.length; index += 1) yield { verdict: verdictAt(plan, index) };
  },
});

/** Every line as an object. */
export const linesOf = (plan: PlanColumns): PlanLine[] => Array.from({ length: plan.length }, (_, index) => lineAt(plan, index));

const MATCHED = discrepancies.indexOf('Matched');

/** Ids of the transactions in no line that matches, each with the number of its line; null: it is not considered. */
export function* unmatchedOf(plan: PlanColumns): Generator<[id: string, line: number | null], void, void> {
  const { length, transactions, transaction, verdict } = plan;
  const lineOf = new Int32Array(transactions.length).fill(NONE);
  for (let index = 0; index < length; index += 1) {
    const at = itemAt(transaction, index);
    if (at !== NONE) lineOf[at] = itemAt(verdict, index) === MATCHED ? 0 : index + 1;
  }
  for (const [index, line] of lineOf.entries()) if (line !== 0) yield [transactions.id.at(index), line === NONE ? null : line];
}
