import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '../../../../shared/contract/history.ts';
import { say } from '../../../../shared/text/say.ts';
import { useLook } from '../../preferences.ts';
import { formatCount, formatDay } from '../../ui/format.ts';

/** A history entry in words; one this version does not know is shown by its name. */
export function useEntryWords(): (entry: HistoryEntry) => string {
  const { t } = useTranslation();
  const { language } = useLook();
  return ({ what, subject, facts }) => {
    const count = (name: string): string => formatCount(Number(facts[name] ?? 0));
    const text = (name: string): string => String(facts[name] ?? '');
    const days = (): { from: string; to: string } => ({ from: formatDay(text('from')), to: formatDay(text('to')) });
    switch (what) {
      case 'connection.made':
      case 'connection.removed':
        return t(`history.${what}`, { slug: text('slug') || text('api_url') });
      case 'sync.done':
        return t('history.sync.done', { ...days(), transactions: count('transactions'), refunds: count('refunds') });
      case 'import.done':
        return t('history.import.done', { file_name: text('file_name'), rows: count('rows') });
      case 'import.mended':
      case 'import.change_taken_back':
        return t(`history.${what}`, { file_name: text('file_name'), row: text('row') });
      case 'import.left_out':
      case 'import.undone':
        return t(`history.${what}`, { file_name: text('file_name'), rows: count('rows') });
      case 'bank_merchant.mapped':
      case 'bank_merchant.removed':
        return t(`history.${what}`, { number: text('bank_merchant_no') });
      case 'preview.made':
        return t('history.preview.made', { ...days(), sent: count('sent') });
      case 'reconciliation.started': {
        const open = ['amount_mismatch', 'status_mismatch', 'orphan_db', 'orphan_bank'].reduce((sum, name) => sum + Number(facts[name] ?? 0), 0);
        return t('history.reconciliation.started', { matched: count('matched'), open: formatCount(open) });
      }
      case 'sync.stopped':
        return t(facts['outcome'] === 'cancelled' ? 'history.sync.cancelled' : facts['outcome'] === 'offline' ? 'history.sync.offline' : 'history.sync.failed');
      case 'profile.saved':
      case 'profile.imported':
      case 'profile.exported':
        return t(`history.${what}`, { name: subject ?? '', version: text('version') });
      case 'view.saved':
      case 'view.removed':
        return t(`history.${what}`, { name: text('name') });
      case 'note.added':
      case 'start.dismissed':
      case 'reconciliation.fetched':
      case 'reconciliation.cancelled':
        return t(`history.${what}`);
      case 'decision.made':
      case 'decision.undone':
      case 'decision.redone':
        return t(`history.${what}`, { details: count('details'), action: say(language, `action.${text('action')}`) });
      case 'decision.sent':
        return t('history.decision.sent', { processed: count('processed'), failed: count('failed') });
      case 'decision.settled':
        return t(facts['keep'] === 'mine' ? 'history.decision.settled_mine' : 'history.decision.settled_payven', { details: count('details') });
      case 'reconciliation.finalized':
        return t('history.reconciliation.finalized', { resolved: count('resolved'), ignored: count('ignored') });
      case 'workbook.exported':
        return t('history.workbook.exported', { rows: count('rows') });
      default:
        return what;
    }
  };
}
