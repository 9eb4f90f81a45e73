import { useState } from 'react';
import type { ReconciliationSummary } from '../../../../shared/contract/reconciliation.ts';
import { type Answer, chooseSave, deliver } from '../../client.ts';
import { useRun } from '../../query.ts';

/** Writes the workbook where the user wants it and hands it over. */
export function useExport(summary: ReconciliationSummary | undefined) {
  const { running, error, run, fail } = useRun();
  const [written, setWritten] = useState<Answer<'workbook.export'> | null>(null);
  const start = async (): Promise<void> => {
    if (summary === undefined) return;
    setWritten(null);
    try {
      const { reconciliation_id, period_start, period_end } = summary;
      const file = await chooseSave(`mutabakat-${period_start.slice(0, 10)}-${period_end.slice(0, 10)}.xlsx`);
      if (file === null) return;
      const done = await run('workbook.export', { reconciliation_id, file });
      if (done === null) return;
      await deliver(file);
      setWritten(done);
    } catch (reason) {
      fail(reason);
    }
  };
  return { running, error, written, start };
}
