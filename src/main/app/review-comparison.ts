import { z } from 'zod';
import type { InputOf, OutputOf } from '../../shared/contract/method.ts';
import type { reviewContract } from '../../shared/contract/review.ts';
import { say } from '../../shared/text/say.ts';
import { version } from '../../shared/version.ts';
import type { ReadableDb } from '../db/database.ts';
import { importRow } from '../db/imports.ts';
import { previewById, wholePlan } from '../db/previews.ts';
import { detailsOf, type KeptReconciliation } from '../db/reconciliations.ts';
import { transactionById } from '../db/transactions.ts';
import { compareAnswer } from '../domain/matching/compare.ts';
import { comparisonReport } from '../domain/matching/comparison-report.ts';
import type { PlanLine } from '../domain/matching/plan.ts';
import type { QueryContext } from './context.ts';
import { keptReconciliation } from './reconciliation.ts';

/** When a transaction was made and a sent row happened, UTC ms; asked only of what differs. */
function momentsOf(db: ReadableDb, { connection_id }: KeptReconciliation, lines: readonly PlanLine[]) {
  const places = new Map<string | null, PlanLine>(lines.map((line) => [line.bank_transaction_id, line]));
  return {
    transactionAt: (id: string) => transactionById(db, connection_id, id)?.created_at ?? null,
    rowAt(id: string) {
      const { import_id, row } = places.get(id) ?? { import_id: null, row: null };
      return import_id === null || row === null ? null : (importRow(db, import_id, row)?.transaction_at ?? null);
    },
  };
}

const madeBy = z.object({ rules_version: z.int().nullable().default(null) });

/** Of the rules a stored plan was made by, whatever today's program would do; null: it was made before that was kept. */
function rulesVersionOf(db: ReadableDb, previewId: string): number | null {
  return madeBy.parse(JSON.parse(previewById(db, previewId)?.summary_json ?? '{}')).rules_version;
}

/** Payven's answer set against the plan; nothing where it was started without one. */
export function comparison({ reconciliation_id }: InputOf<(typeof reviewContract)['review.comparison']>, { db, language }: QueryContext): OutputOf<(typeof reviewContract)['review.comparison']> {
  const kept = keptReconciliation(db, reconciliation_id);
  if (kept.preview_id === null) return { agreeing: 0, differing: [], rules: [], report: '' };
  const lines = wholePlan(db, kept.preview_id);
  const { details } = detailsOf(db, { reconciliation_id, discrepancy: null, detail_status: null }, { offset: 0, limit: -1 });
  const compared = compareAnswer(details, details, lines);
  const ruleName = (rule: string): string => say(language, `rule.${rule}`);
  return {
    agreeing: compared.agreeing,
    differing: compared.differing.map(({ detail_id, line, previewed, answered, rule }) => ({ detail_id, line, previewed, answered, rule: rule === null ? null : ruleName(rule) })),
    rules: compared.rules.map(({ rule, ...counts }) => ({
      rule,
      name: ruleName(rule),
      ...counts,
      words: counts.contradicted > 0 ? say(language, `rule_contradicted.${rule}`) : null,
    })),
    report: comparisonReport(language, { comparison: compared, details, lines, version, rules_version: rulesVersionOf(db, kept.preview_id), ...momentsOf(db, kept, lines) }),
  };
}
