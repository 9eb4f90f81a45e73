import { useEffect, useState } from 'react';
import type { ImportedRow, ImportSummary } from '../../../../shared/contract/bank-file.ts';
import { ask, asDeskError, changeStore, type DeskError } from '../../client.ts';
import { useStore } from '../../store.ts';

const CHUNK = 5000;
/** More rejected rows than anybody mends by hand; the count beside the list says how many there are. */
export const MOST_REJECTED = 200;

async function findRejected(import_id: string, wanted: number, signal: AbortSignal): Promise<ImportedRow[]> {
  const found: ImportedRow[] = [];
  for (let after = 0; ; ) {
    const { rows } = await ask('import.rows', { import_id, after_row: after, limit: CHUNK }, { signal });
    for (const row of rows) {
      if (row.kind === 'rejected') found.push(row);
      if (found.length >= wanted) return found;
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < CHUNK) return found;
    after = last.row;
  }
}

interface Rejected {
  readonly rows: readonly ImportedRow[] | null;
  readonly error: DeskError | null;
}

/** The first rejected rows of an import, those left out among them; read anew after every change, the old ones staying until then. */
export function useRejected({ import_id, rows: { rejected, left_out } }: ImportSummary): Rejected {
  const changes = useStore(changeStore);
  const wanted = Math.min(MOST_REJECTED, rejected + left_out);
  const [held, setHeld] = useState<Rejected>({ rows: null, error: null });
  useEffect(() => {
    if (wanted === 0) {
      setHeld({ rows: [], error: null });
      return undefined;
    }
    const abort = new AbortController();
    findRejected(import_id, wanted, abort.signal).then(
      (rows) => !abort.signal.aborted && setHeld({ rows, error: null }),
      (error: unknown) => !abort.signal.aborted && setHeld({ rows: null, error: asDeskError(error) }),
    );
    return () => abort.abort();
  }, [import_id, wanted, changes]);
  return held;
}
