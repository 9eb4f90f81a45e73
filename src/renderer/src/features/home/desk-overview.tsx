import { useTranslation } from 'react-i18next';
import type { Answer } from '../../client.ts';
import { useAge } from '../../i18n/index.ts';
import { go, routeTo, type Screen } from '../../router.ts';
import { useStore } from '../../store.ts';
import { Action, Key } from '../../ui/action.tsx';
import { formatCount, formatRange } from '../../ui/format.ts';
import { Card, Page } from '../../ui/page.tsx';
import { DecisionSign } from '../../ui/verdict.tsx';
import { useDesk } from '../frame/desk-context.tsx';
import { chooseBankFiles } from '../import/pending.ts';
import { undecidedIn } from '../review/answers.ts';
import { ReconciliationTable } from '../review/reconciliation-table.tsx';
import { useStatusBar } from '../frame/status-store.ts';
import { PushNote } from '../sending/push-note.tsx';
import { pushDecisions, pushStore, stopPush } from '../sending/push.ts';

type Status = Answer<'desk.status'>;

interface Step {
  readonly words: 'home.next_sync' | 'home.next_import' | 'home.next_preview' | 'home.next_review';
  readonly screen: Screen;
  readonly id?: string;
}

function nextStep({ imports, open, closed }: Status, hasDays: boolean): Step {
  const [oldest] = open;
  if (oldest !== undefined) return { words: 'home.next_review', screen: 'review', id: oldest.reconciliation_id };
  if (!hasDays) return { words: 'home.next_sync', screen: 'sync' };
  // As many reconciliations as files: the next thing is the next file.
  if (imports <= closed) return { words: 'home.next_import', screen: 'import' };
  return { words: 'home.next_preview', screen: 'preview' };
}

/** Decisions that have not reached Payven: kept here however the program was closed, and sent from here. */
function WaitingDecisions({ open }: { open: Status['open'] }) {
  const { t } = useTranslation();
  const { waiting, conflicts } = useDesk();
  const { running } = useStore(pushStore);
  if (waiting === 0 && conflicts === 0) return null;
  return (
    <Card title={t('push.card')}>
      <div className="stack">
        {waiting === 0 ? null : <p>{t('push.card_lead', { count: waiting, n: formatCount(waiting) })}</p>}
        <ul className="stack" style={{ gap: 4 }}>
          {open
            .filter((each) => each.waiting + each.conflicts > 0)
            .map((each) => (
              <li key={each.reconciliation_id} className="row">
                <a href={routeTo('review', each.reconciliation_id)}>{formatRange(each.period_start, each.period_end)}</a>
                <span className="muted">{each.connector_config_name ?? each.merchant_name}</span>
                {each.waiting === 0 ? null : (
                  <span className="verdict">
                    <DecisionSign mark="local" /> {t('push.waiting', { count: each.waiting, n: formatCount(each.waiting) })}
                  </span>
                )}
                {each.conflicts === 0 ? null : (
                  <span className="verdict">
                    <DecisionSign mark="conflict" /> {t('push.conflicts', { count: each.conflicts, n: formatCount(each.conflicts) })}
                  </span>
                )}
              </li>
            ))}
        </ul>
        {waiting === 0 ? null : (
          <div>
            {running ? (
              <Action onClick={stopPush}>{t('push.stop')}</Action>
            ) : (
              <Action aria-keyshortcuts="Control+S" title={`${t('push.title')} (Ctrl+S)`} onClick={() => void pushDecisions(null)}>
                {t('push.go', { count: waiting, n: formatCount(waiting) })}&nbsp;<Key>Ctrl S</Key>
              </Action>
            )}
          </div>
        )}
      </div>
    </Card>
  );
}

/** The desk: what is open, the step that comes next, what is on this computer. */
export function DeskOverview({ status }: { status: Status }) {
  const { t } = useTranslation();
  const age = useAge();
  const { open, synced, imports, closed } = status;
  const { sync } = useDesk();
  const step = nextStep(status, synced !== null || (sync?.days ?? 0) > 0);
  const pending = open.reduce((sum, each) => sum + undecidedIn(each), 0);
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
      <PushNote />
      <WaitingDecisions open={open} />
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
