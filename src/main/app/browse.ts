import type { browseContract } from '../../shared/contract/browse.ts';
import type { InputOf } from '../../shared/contract/method.ts';
import { previewSummary } from '../../shared/contract/preview.ts';
import { endOfDay, istanbulIso, startOfDay } from '../../shared/day.ts';
import { closedStatuses } from '../../shared/enums.ts';
import { AppError } from '../../shared/errors.ts';
import { version } from '../../shared/version.ts';
import { countImports, listRefunds, listTransactions, type ListWish, syncedState } from '../db/browse.ts';
import { allConnections } from '../db/connection.ts';
import type { ReadableDb } from '../db/database.ts';
import { importById } from '../db/imports.ts';
import { allPreviews } from '../db/previews.ts';
import { allReconciliations } from '../db/reconciliations.ts';
import { importSummaryOf } from './bank-file.ts';
import { connectionSummaryOf } from './connection.ts';
import type { HandlersOf, QueryContext } from './context.ts';
import { inspect } from './inspect.ts';
import { connectionFor } from './payven.ts';
import { presentRefund, presentTransaction } from './present.ts';
import { reconciliationSummaryOf } from './reconciliation.ts';
import { storedPreview } from './preview.ts';

type ListInput = InputOf<(typeof browseContract)['transaction.list']>;

/** What is asked of the database; both days of the period count in full. */
function wishOf(db: ReadableDb, input: ListInput): ListWish {
  const { from, to } = input;
  if (from !== undefined && to !== undefined && from > to) throw new AppError('usage.range', { from, to });
  return {
    connection_id: connectionFor(db, input.connection_id).id,
    start_at: from === undefined ? null : startOfDay(from),
    end_at: to === undefined ? null : endOfDay(to),
    status: input.status ?? null,
    text: input.text ?? null,
    order: input.order,
    offset: input.offset,
    limit: input.limit,
  };
}

/** The home screen works before the first connection too; then there is little to tell. */
function status({ db }: QueryContext) {
  const connection = allConnections(db)[0];
  const synced = connection === undefined ? null : syncedState(db, connection.id);
  const all = allReconciliations(db);
  const closed = all.filter((each) => each.overall_status !== null && closedStatuses.includes(each.overall_status));
  const open = all.filter((each) => !closed.includes(each)).toReversed();
  return {
    version,
    connection: connection === undefined ? null : connectionSummaryOf(db, connection),
    synced:
      synced === null ? null : { ...synced, complete: synced.complete === 1, last_read_at: istanbulIso(synced.last_read_at) },
    imports: countImports(db),
    open: open.map((each) => reconciliationSummaryOf(db, each)),
    closed: closed.length,
  };
}

export const browseHandlers = {
  'desk.status': (_, context) => status(context),
  'transaction.list': (input, { db }) => {
    const { rows, ...totals } = listTransactions(db, wishOf(db, input));
    return { ...totals, rows: rows.map(presentTransaction) };
  },
  'refund.list': (input, { db }) => {
    const { rows, ...totals } = listRefunds(db, wishOf(db, input));
    return { ...totals, rows: rows.map(presentRefund) };
  },
  'import.inspect': inspect,
  'import.get': ({ import_id }, { db, language }) => {
    const record = importById(db, import_id);
    if (record === undefined) throw new AppError('usage.unknown_import', { id: import_id });
    return importSummaryOf(record, language);
  },
  'preview.get': ({ preview_id }, { db }) => storedPreview(db, preview_id).summary,
  'preview.list': (_, { db }) => ({
    previews: allPreviews(db).map(({ summary_json, reconciliation_id }) => ({
      ...previewSummary.parse(JSON.parse(summary_json)),
      reconciliation_id,
    })),
  }),
} satisfies HandlersOf<typeof browseContract>;
