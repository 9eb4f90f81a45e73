import { gatherBankSide, type PlanQuestion } from '../../src/main/app/bank-side.ts';
import { explainPlan, periodAsked } from '../../src/main/app/evidence.ts';
import type { ReadableDb } from '../../src/main/db/database.ts';
import { columnsOfPeriod } from '../../src/main/db/transactions.ts';
import { columnsOfRows } from '../../src/main/domain/matching/columns.ts';
import { linesOf } from '../../src/main/domain/matching/plan-columns.ts';
import { countVerdicts, type Plan, RULES_VERSION } from '../../src/main/domain/matching/plan.ts';
import { selectRows } from '../../src/main/domain/matching/request.ts';
import { matchColumns } from '../../src/main/domain/matching/twin.ts';
import { previewContract } from '../../src/shared/contract/preview.ts';
import { endOfDay } from '../../src/shared/day.ts';
import { call, testDesk } from '../builders/desk.ts';
import type { Steps } from './match-apart.ts';
import { ASKED } from './match-desk.ts';

const question: PlanQuestion = { ...ASKED, scope: 'Connector', merchant_id: null, import_ids: [ASKED.import_id], several_merchants: null };

/** The whole matching on what the program reads: Payven's own, what it leaves open, and the causes. */
export function matchWhole(db: ReadableDb): Steps {
  const { rows, rules, profiles } = gatherBankSide(db, question);
  const transactions = columnsOfPeriod(db, periodAsked(question));
  const { sent, not_sent } = selectRows(rows, question, rules);
  const start = performance.now();
  const matching = matchColumns(transactions, columnsOfRows(sent), { scope: question.scope, periodEnd: endOfDay(question.to) });
  const lines = linesOf(matching);
  const matched = performance.now();
  const plan: Plan = { rules_version: RULES_VERSION, profiles, ...question, sent, not_sent, lines };
  explainPlan(db, question, { plan, matching, rows, kept: new Map() }, '2026-07-01');
  return { counts: countVerdicts(lines), ms: { twin: matched - start, explained: performance.now() - matched } };
}

/** `preview.make` as a user has it: both sides out of SQLite, the plan into it. */
export async function makePreview(data_folder: string): Promise<Steps> {
  const desk = testDesk(data_folder);
  try {
    const { connection_id, connector_config_id, from, to, import_id } = ASKED;
    const asked = { connection_id, scope: 'Connector', connector_config_id, from, to, import_ids: [import_id] };
    const start = performance.now();
    const { counts } = await call(desk, previewContract, 'preview.make', asked);
    return { counts, ms: { preview: performance.now() - start } };
  } finally {
    desk.close();
  }
}
