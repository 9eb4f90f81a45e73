import { useTranslation } from 'react-i18next';
import type { Answer } from '../../client.ts';
import { useAge } from '../../i18n/index.ts';
import { go, routeTo, type Screen } from '../../router.ts';
import { useStore } from '../../store.ts';
import { Action, Key } from '../../ui/action.tsx';
import { formatCount, formatInstant, formatRange } from '../../ui/format.ts';
import { Card, Page } from '../../ui/page.tsx';
import { DecisionSign } from '../../ui/verdict.tsx';
import { useDesk } from '../frame/desk-context.tsx';
import { chooseBankFiles } from '../import/pending.ts';
import { undecidedIn } from '../review/answers.ts';
import { useStatusBar } from '../frame/status-store.ts';
import { PushNote } from '../sending/push-note.tsx';
import { pushDecisions, pushStore, stopPush } from '../sending/push.ts';
import { OpenTable } from './open-table.tsx';

type Status = Answer<'desk.status'>;

interface Step {
  readonly words: 'home.next_connect' | 'home.next_sync' | 'home.next_import' | 'home.next_preview' | 'home.next_review';
  readonly screen: Screen;
  take(): void;
}

/** What comes next, and the one press that takes it. */
function nextStep({ connection, imports, open, closed }: Status, hasDays: boolean): Step {
  const [oldest] = open;
  if (connection === null) return { words: 'home.next_connect', screen: 'connection', take: () => go('connection') };
  if (oldest !== undefined) return { words: 'home.next_review', screen: 'review', take: () => go('review', oldest.reconciliation_id) };
  if (!hasDays) return { words: 'home.next_sync', screen: 'sync', take: () => go('sync') };
  // As many reconciliations as files: the next thing is the next file.
  if (imports <= closed) return { words: 'home.next_import', screen: 'import', take: chooseBankFiles };
  return { words: 'home.next_preview', screen: 'preview', take: () => go('preview') };
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
  const lastSync = sync?.last_finished?.finished_at ?? synced?.last_read_at ?? null;
  const pending = open.reduce((sum, each) => sum + undecidedIn(each), 0);
  useStatusBar({ rows: open.length, sum: null, selected: null, left: { count: pending, of: open.reduce((sum, each) => sum + decidable(each), 0) } });
  return (
    <Page
      title={t('home.desk')}
      lead={open.length > 0 ? t('home.desk_lead_open') : t('home.desk_lead_none')}
      tools={step.screen === 'import' ? undefined : <Action onClick={chooseBankFiles}>{t('home.choose')}</Action>}
    >
      <PushNote />
      <WaitingDecisions open={open} />
      {open.length === 0 ? null : (
        <Card title={t('home.open')} tools={<span className="muted">{t('home.oldest')}</span>} bare>
          <OpenTable rows={open} />
        </Card>
      )}
      <div className="columns">
        <Card title={t('home.next')}>
          <div className="stack">
            <p>{t(step.words)}</p>
            <div>
              <Action look="main" onClick={step.take}>
                {step.screen === 'import' ? t('home.choose') : t(`screen.${step.screen}`)}
              </Action>
            </div>
            <p className="muted">{t('home.drop')}</p>
          </div>
        </Card>
        <Card title={t('home.local')}>
          <dl className="facts">
            <dt>{t('home.last_sync')}</dt>
            <dd>{lastSync === null ? t('home.never') : <a href={routeTo('sync')} title={formatInstant(lastSync)}>{age(lastSync)}</a>}</dd>
            {synced === null ? null : (
              <>
                <dt>{t('home.range')}</dt>
                <dd>{formatRange(synced.from, synced.to)}</dd>
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
