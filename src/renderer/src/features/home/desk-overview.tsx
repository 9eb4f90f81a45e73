import { useTranslation } from 'react-i18next';
import type { Answer } from '../../client.ts';
import { useAge } from '../../i18n/index.ts';
import { go, type Screen } from '../../router.ts';
import { Action } from '../../ui/action.tsx';
import { formatCount, formatRange } from '../../ui/format.ts';
import { Card, Page } from '../../ui/page.tsx';
import { chooseBankFiles } from '../import/pending.ts';
import { ReconciliationTable } from '../review/reconciliation-table.tsx';
import { useStatusBar } from '../frame/status-store.ts';

type Status = Answer<'desk.status'>;

interface Step {
  readonly words: 'home.next_sync' | 'home.next_import' | 'home.next_preview' | 'home.next_review';
  readonly screen: Screen;
  readonly id?: string;
}

function nextStep({ synced, imports, open, closed }: Status): Step {
  const [oldest] = open;
  if (oldest !== undefined) return { words: 'home.next_review', screen: 'review', id: oldest.reconciliation_id };
  if (synced === null) return { words: 'home.next_sync', screen: 'sync' };
  // As many reconciliations as files: the next thing is the next file.
  if (imports <= closed) return { words: 'home.next_import', screen: 'import' };
  return { words: 'home.next_preview', screen: 'preview' };
}

/** The desk: what is open, the step that comes next, what is on this computer. */
export function DeskOverview({ status }: { status: Status }) {
  const { t } = useTranslation();
  const age = useAge();
  const { open, synced, imports, closed } = status;
  const step = nextStep(status);
  const pending = open.reduce((sum, each) => sum + each.pending, 0);
  useStatusBar({ rows: open.length, sum: null, selected: null, left: { count: pending, of: open.reduce((sum, each) => sum + decidable(each), 0) } });
  return (
    <Page
      title={t('home.desk')}
      lead={open.length > 0 ? t('home.desk_lead_open') : t('home.desk_lead_none')}
      tools={
        <Action look="main" onClick={chooseBankFiles}>
          {t('home.choose')}
        </Action>
      }
    >
      {open.length === 0 ? null : (
        <Card title={t('home.open')} bare>
          <ReconciliationTable rows={open} />
        </Card>
      )}
      <div className="columns">
        <Card title={t('home.next')}>
          <div className="stack">
            <p>{t(step.words)}</p>
            <div>
              <Action onClick={() => go(step.screen, step.id)}>{t(`screen.${step.screen}`)}</Action>
            </div>
          </div>
        </Card>
        <Card title={t('home.local')}>
          <dl className="facts">
            {synced === null ? null : (
              <>
                <dt>{t('home.range')}</dt>
                <dd>{formatRange(synced.from, synced.to)}</dd>
                <dt>{t('home.read')}</dt>
                <dd>{age(synced.last_read_at)}</dd>
                <dt>{t('home.transactions')}</dt>
                <dd>{formatCount(synced.transactions)}</dd>
                <dt>{t('home.refunds')}</dt>
                <dd>{formatCount(synced.refunds)}</dd>
              </>
            )}
            <dt>{t('home.imports')}</dt>
            <dd>{formatCount(imports)}</dd>
            <dt>{t('home.closed')}</dt>
            <dd>{formatCount(closed)}</dd>
          </dl>
        </Card>
      </div>
    </Page>
  );
}

/** Details that a decision was or is needed for. */
function decidable({ counts }: Status['open'][number]): number {
  return counts.amount_mismatch + counts.status_mismatch + counts.orphan_db + counts.orphan_bank;
}
