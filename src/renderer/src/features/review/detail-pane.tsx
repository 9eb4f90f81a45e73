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
import { ConflictPart } from './conflict-part.tsx';
import { inConflict, markOf, standingAnswer } from './answers.ts';
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

function Decided({ detail, pushing }: { detail: ReconciliationDetail; pushing: boolean }) {
  const { t } = useTranslation();
  const { language } = useLook();
  const outside = useOutside();
  const mark = markOf(detail, pushing);
  const answer = standingAnswer(detail);
  if (answer === null || mark === null || mark === 'none' || mark === 'conflict') return null;
  const message = mark === 'refused' ? (detail.decision?.message ?? null) : null;
  return (
    <section className="pane__part stack" style={{ gap: 6 }} aria-label={t('side.decision')}>
      <h3 className="verdict">
        <DecisionSign mark={mark} /> {say(language, `action.${answer.action}`)}
      </h3>
      <p className="muted">
        {t(`decision.${mark}`)} · {t('side.decided', { by: answer.by ?? '', at: answer.at === null ? '' : formatInstant(answer.at) })}
      </p>
      {message === null ? null : <Note tone="error">{t('side.refused', { message })}</Note>}
      <dl className="facts">
        {answer.action === 'AdjustAmount' && answer.amount !== null ? (
          <>
            <dt>{t('side.decided_amount')}</dt>
            <dd>
              <Amount value={answer.amount} unit />
            </dd>
          </>
        ) : null}
        {answer.status === null ? null : (
          <>
            <dt>{t('side.decided_status')}</dt>
            <dd>{outside('status', answer.status)}</dd>
          </>
        )}
      </dl>
      {(answer.remarks ?? '') === '' ? null : <p>{answer.remarks}</p>}
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

/** One detail: a conflict first where there is one, both sides, why it differs, what was decided, the bank's row as it stands in the file. */
export function DetailPane({ detail, pushing }: { detail: ReconciliationDetail; pushing: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      {inConflict(detail) ? <ConflictPart detail={detail} /> : null}
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
      <Decided detail={detail} pushing={pushing} />
      {detail.bank === null ? null : <BankRow bank={detail.bank} />}
    </>
  );
}
