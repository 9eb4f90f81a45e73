import { countKeyOf, type PreviewSummary, type VerdictCounts } from '../../../../shared/contract/preview.ts';
import { discrepancies, type Discrepancy } from '../../../../shared/enums.ts';
import { sumKurus } from '../../../../shared/money.ts';

/** How many lines are not matched. */
export function differencesOf(counts: VerdictCounts): number {
  return counts.amount_mismatch + counts.status_mismatch + counts.orphan_db + counts.orphan_bank;
}

/** A bucket has rows on both sides but for the two that stand alone. */
export function rowsOf(counts: VerdictCounts, verdict: Discrepancy, side: 'db' | 'bank'): number {
  if ((side === 'db' && verdict === 'OrphanBank') || (side === 'bank' && verdict === 'OrphanDb')) return 0;
  return counts[countKeyOf[verdict]];
}

export interface Proof {
  /** Kuruş in the buckets of a side; what the whole side holds is in the summary. */
  readonly db: number;
  readonly bank: number;
  readonly bankRows: number;
  readonly dbRows: number;
  readonly notSent: number;
  /** What is missing from, or too much in, the buckets. All must be zero before anything is sent. */
  readonly gaps: { readonly db: number; readonly bank: number; readonly rows: number; readonly file: number };
}

/** Checks that the buckets add up to both sides and the file to what is and is not sent. */
export function prove(summary: PreviewSummary, fileRows: number | null): Proof {
  const sum = (side: 'db' | 'bank'): number => sumKurus(discrepancies.map((verdict) => summary.buckets[verdict][side]));
  const rows = (side: 'db' | 'bank'): number => discrepancies.reduce((count, verdict) => count + rowsOf(summary.counts, verdict, side), 0);
  const notSent = Object.values(summary.not_sent).reduce((total, count) => total + count, 0);
  const [db, bank, bankRows] = [sum('db'), sum('bank'), rows('bank')];
  return {
    db,
    bank,
    bankRows,
    dbRows: rows('db'),
    notSent,
    gaps: {
      db: summary.amounts.db - db,
      bank: summary.amounts.bank - bank,
      rows: summary.sent - bankRows,
      file: fileRows === null ? 0 : fileRows - summary.sent - notSent,
    },
  };
}

/** Whether nothing is unaccounted for. */
export const proven = ({ gaps }: Proof): boolean => Object.values(gaps).every((gap) => gap === 0);
