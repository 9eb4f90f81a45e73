import { useEffect, useState } from 'react';
import { ask, asDeskError, type DeskError } from '../../client.ts';

const CHUNK = 5000;
const sent: readonly string[] = ['sale', 'refund', 'void'];

interface Days {
  readonly from: string;
  readonly to: string;
}

async function daysOf(importId: string, signal: AbortSignal): Promise<Days | null> {
  let [from, to, after] = ['', '', 0];
  for (;;) {
    const { rows } = await ask('import.rows', { import_id: importId, after_row: after, limit: CHUNK }, { signal });
    for (const { kind, transaction_date } of rows) {
      if (transaction_date === null || !sent.includes(kind)) continue;
      const day = transaction_date.slice(0, 10);
      if (from === '' || day < from) from = day;
      if (day > to) to = day;
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < CHUNK) return from === '' ? null : { from, to };
    after = last.row;
  }
}

function spanOf(all: readonly Days[]): Days | null {
  const [from] = all.map((each) => each.from).sort();
  const to = all.map((each) => each.to).sort().at(-1);
  return from === undefined || to === undefined ? null : { from, to };
}

/** First and last day of the rows that could be sent; the rows themselves are let go at once. */
export function useImportDays(importIds: readonly string[]): { days: Days | null; error: DeskError | null } {
  const key = importIds.join(' ');
  const [held, setHeld] = useState<{ key: string; days: Days | null; error: DeskError | null }>({ key: '', days: null, error: null });
  useEffect(() => {
    if (key === '') return undefined;
    const abort = new AbortController();
    const read = async (): Promise<void> => {
      try {
        const all = await Promise.all(key.split(' ').map((id) => daysOf(id, abort.signal)));
        const days = spanOf(all.filter((each) => each !== null));
        if (!abort.signal.aborted) setHeld({ key, days, error: null });
      } catch (error) {
        if (!abort.signal.aborted) setHeld({ key, days: null, error: asDeskError(error) });
      }
    };
    void read();
    return () => abort.abort();
  }, [key]);
  return held.key === key ? held : { days: null, error: null };
}
