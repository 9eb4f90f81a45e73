import type { ReconciliationDetail } from '../../../../shared/contract/reconciliation.ts';
import type { DetailStatus, Discrepancy } from '../../../../shared/enums.ts';
import { ask } from '../../client.ts';
import { inConflict, isUndecided } from './answers.ts';

export interface DetailFilter {
  readonly bucket: Discrepancy | null;
  readonly status: DetailStatus | null;
  /** Only decisions that met another's answer. */
  readonly conflicts: boolean;
}

/** Details read in one go where all of a kind are wanted. */
const CHUNK = 500;

interface Details {
  readonly total: number;
  readonly rows: ReconciliationDetail[];
}

async function loadWindow(id: string, { bucket, status }: Omit<DetailFilter, 'conflicts'>, offset: number, limit: number, signal?: AbortSignal): Promise<Details> {
  const question = { reconciliation_id: id, offset, limit, ...(bucket !== null && { discrepancy: bucket }), ...(status !== null && { detail_status: status }) };
  const { total, details } = await ask('reconciliation.show', question, signal === undefined ? {} : { signal });
  return { total, rows: details };
}

/** Every detail under a filter for which this holds, in the list's order. */
async function gather(id: string, filter: Omit<DetailFilter, 'conflicts'>, wanted: (detail: ReconciliationDetail) => boolean, signal?: AbortSignal): Promise<ReconciliationDetail[]> {
  const all: ReconciliationDetail[] = [];
  for (let offset = 0; ; offset += CHUNK) {
    const { rows, total } = await loadWindow(id, filter, offset, CHUNK, signal);
    all.push(...rows.filter(wanted));
    if (offset + CHUNK >= total) return all;
  }
}

/** What matched by itself was never decided, and is by far the most: it is not looked through. */
const DECIDED: readonly DetailStatus[] = ['Pending', 'Resolved', 'Ignored'];

async function conflictsOf(id: string, bucket: Discrepancy | null, signal?: AbortSignal): Promise<ReconciliationDetail[]> {
  const found: ReconciliationDetail[] = [];
  for (const status of DECIDED) found.push(...(await gather(id, { bucket, status }, inConflict, signal)));
  return found;
}

/** One window of the details under a filter. */
export async function loadDetails(id: string, filter: DetailFilter, offset: number, limit: number, signal?: AbortSignal): Promise<Details> {
  if (!filter.conflicts) return loadWindow(id, filter, offset, limit, signal);
  const found = await conflictsOf(id, filter.bucket, signal);
  return { total: found.length, rows: found.slice(offset, offset + limit) };
}

/** Every detail of a verdict, or of all, that waits for the user. */
export function undecidedOf(id: string, bucket: Discrepancy | null): Promise<ReconciliationDetail[]> {
  return gather(id, { bucket, status: 'Pending' }, isUndecided);
}

/** Everything a key for all is meant for: the conflicts of a list of conflicts, else what waits for a decision. */
export function allOf(id: string, filter: DetailFilter): Promise<ReconciliationDetail[]> {
  return filter.conflicts ? conflictsOf(id, filter.bucket) : undecidedOf(id, filter.bucket);
}
