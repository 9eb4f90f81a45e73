import { useTranslation } from 'react-i18next';
import type { ReconciliationDetail } from '../../../../shared/contract/reconciliation.ts';
import { say } from '../../../../shared/text/say.ts';
import { useOutside } from '../../i18n/index.ts';
import { useLook } from '../../preferences.ts';
import { useAsk } from '../../query.ts';
import { routeTo } from '../../router.ts';
import { Amount } from '../../ui/amount.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Note } from '../../ui/note.tsx';
import { DecisionSign, Verdict } from '../../ui/verdict.tsx';
import { SidesTable } from './sides-table.tsx';

function Reason({ detail }: { detail: ReconciliationDetail }) {
  const { t } = useTranslation();
  const { language } = useLook();
  const { previewed_verdict } = detail;
  return (
    <section className="pane__part stack" style={{ gap: 6 }} aria-label={t('side.reason')}>
      {detail.reason === null ? null : <p>{detail.reason}</p>}
      {detail.agrees_with_preview === false && previewed_verdict !== null ? (
        <Note tone="warn">{t('side.previewed', { verdict: say(language, `verdict.${previewed_verdict}`) })}</Note>
      ) : null}
      {detail.assumptions.length > 0 ? <p className="muted">{t('side.assumed')}</p> : null}
      {detail.tie_ambiguous ? <p className="muted">{t('side.ambiguous')}</p> : null}
    </section>
  );
}

function Decided({ detail }: { detail: ReconciliationDetail }) {
  const { t } = useTranslation();
  const { language } = useLook();
  const outside = useOutside();
  const { decision } = detail;
  const action = detail.resolution_action ?? decision?.action ?? null;
  if (action === null || action === 'None') return null;
  const by = detail.resolved_by ?? decision?.decided_by ?? '';
  const at = detail.resolved_at ?? decision?.decided_at ?? null;
  const amount = detail.adjusted_amount ?? decision?.adjusted_amount ?? null;
  const status = detail.applied_status ?? decision?.applied_status ?? null;
  const state = decision?.state ?? 'sent';
  return (
    <section className="pane__part stack" style={{ gap: 6 }} aria-label={t('side.decision')}>
      <h3 className="verdict">
        <DecisionSign mark={state} /> {say(language, `action.${action}`)}
      </h3>
      <p className="muted">
        {t(`decision.${state}`)} · {t('side.decided', { by, at: at === null ? '' : formatInstant(at) })}
      </p>
      <dl className="facts">
        {action === 'AdjustAmount' && amount !== null ? (
          <>
            <dt>{t('side.decided_amount')}</dt>
            <dd>
              <Amount value={amount} unit />
            </dd>
          </>
        ) : null}
        {status === null ? null : (
          <>
            <dt>{t('side.decided_status')}</dt>
            <dd>{outside('status', status)}</dd>
          </>
        )}
      </dl>
      {(detail.remarks ?? decision?.remarks ?? '') === '' ? null : <p>{detail.remarks ?? decision?.remarks}</p>}
      {decision !== null && decision.message !== null ? <Note tone="error">{decision.message}</Note> : null}
    </section>
  );
}

function BankRow({ bank }: { bank: NonNullable<ReconciliationDetail['bank']> }) {
  const { t } = useTranslation();
  const { data } = useAsk('import.get', { import_id: bank.import_id });
  const cells = bank.cells.map((cell, at) => ({ header: data?.headers[at] ?? '', cell, at })).filter(({ cell }) => cell !== '');
  return (
    <section className="pane__part stack" style={{ gap: 8 }} aria-label={t('side.row')}>
      <div>
        <h3>{t('side.row')}</h3>
        <p className="muted">
          <a href={routeTo('import', bank.import_id)}>{t('side.row_place', { file: bank.file_name, row: String(bank.row) })}</a>
        </p>
      </div>
      <dl className="cells">
        {cells.map(({ header, cell, at }) => (
          <div key={at} style={{ display: 'contents' }}>
            <dt>{header}</dt>
            <dd>{cell}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** One detail: both sides, why it differs, what was decided, the bank's row as it stands in the file. */
export function DetailPane({ detail }: { detail: ReconciliationDetail }) {
  const { t } = useTranslation();
  return (
    <>
      <section className="pane__part stack" style={{ gap: 8 }} aria-label={t('side.title')}>
        <div className="row spread">
          <h2>
            <Verdict verdict={detail.discrepancy ?? ''} />
          </h2>
          {detail.transaction_id === null ? null : <a href={routeTo('transactions', detail.transaction_id)}>{t('side.open_transaction')}</a>}
        </div>
        <SidesTable detail={detail} />
      </section>
      <Reason detail={detail} />
      <Decided detail={detail} />
      {detail.bank === null ? null : <BankRow bank={detail.bank} />}
    </>
  );
}
