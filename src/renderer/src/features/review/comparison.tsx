import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReviewRow } from '../../../../shared/contract/review.ts';
import type { Answer } from '../../client.ts';
import { useAsk } from '../../query.ts';
import { Action } from '../../ui/action.tsx';
import { Amount } from '../../ui/amount.tsx';
import { Skeleton } from '../../ui/busy.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatCount, formatDay } from '../../ui/format.ts';
import { ErrorNote, Note } from '../../ui/note.tsx';
import { Verdict } from '../../ui/verdict.tsx';

type Comparison = Answer<'review.comparison'>;
type Differing = Comparison['differing'][number];

/** Differing items named one by one; the others are in the list behind. */
const SHOWN = 100;

function Answered({ verdict, otherwise }: { verdict: string | null; otherwise: string }) {
  return verdict === null ? <span className="muted">{otherwise}</span> : <Verdict verdict={verdict} />;
}

function DifferingRow({ each, row }: { each: Differing; row: ReviewRow | undefined }) {
  const { t } = useTranslation();
  const name = row === undefined ? (each.line === null ? '–' : t('compare.line', { n: formatCount(each.line) })) : [row.date === null ? null : formatDay(row.date), row.auth_code].filter(Boolean).join(' · ');
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="end">
        <Amount value={row?.db_amount ?? null} />
      </td>
      <td className="end">
        <Amount value={row?.bank_amount ?? null} />
      </td>
      <td>
        <Answered verdict={each.previewed} otherwise={t('compare.not_planned')} />
      </td>
      <td>
        <Answered verdict={each.answered} otherwise={t('compare.not_answered')} />
      </td>
      <td>{each.rule ?? <span className="muted">{t('compare.unexplained')}</span>}</td>
    </tr>
  );
}

function DifferingTable({ reconciliationId, differing }: { reconciliationId: string; differing: readonly Differing[] }) {
  const { t } = useTranslation();
  const { data } = useAsk('review.rows', { reconciliation_id: reconciliationId, filter: { differs_from_preview: true }, sort: { by: 'plan', direction: 'up' }, limit: 1000 });
  const rows = new Map(data?.rows.map((row) => [row.id, row]));
  return (
    <div className="table-wrap compare__table" tabIndex={0} role="group" aria-label={t('compare.list')}>
      <table className="table">
        <caption className="sr-only">{t('compare.list')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('side.title')}</th>
            <th scope="col" className="end">
              {t('column.payven')}
            </th>
            <th scope="col" className="end">
              {t('column.bank')}
            </th>
            <th scope="col">{t('compare.previewed')}</th>
            <th scope="col">{t('compare.answered')}</th>
            <th scope="col">{t('compare.rule')}</th>
          </tr>
        </thead>
        <tbody>
          {differing.slice(0, SHOWN).map((each, at) => (
            <DifferingRow key={each.detail_id ?? `line ${each.line} ${at}`} each={each} row={each.detail_id === null ? undefined : rows.get(each.detail_id)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Rules({ rules }: Pick<Comparison, 'rules'>) {
  const { t } = useTranslation();
  if (rules.length === 0) return null;
  return (
    <section className="stack" style={{ gap: 6 }} aria-label={t('compare.rules')}>
      <h3>{t('compare.rules')}</h3>
      <p className="muted">{t('compare.rules_lead')}</p>
      <ul className="stack" style={{ gap: 8 }}>
        {rules.map(({ rule, name, rested, confirmed, contradicted, words }) => (
          <li key={rule}>
            <div className="row spread">
              <strong>{name}</strong>
              <span className="muted">
                {t('compare.rested')} {formatCount(rested)} · {t('compare.confirmed')} {formatCount(confirmed)} · {t('compare.contradicted')} {formatCount(contradicted)}
              </span>
            </div>
            {words === null ? null : contradicted > 0 ? <Note tone="warn">{words}</Note> : <p>{words}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Report({ report }: Pick<Comparison, 'report'>) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    navigator.clipboard.writeText(report).then(
      () => setCopied(true),
      // Without leave for the clipboard the text is still there to be marked by hand.
      () => setCopied(false),
    );
  };
  if (report === '') return null;
  return (
    <section className="stack" style={{ gap: 6 }} aria-label={t('compare.report')}>
      <div className="row spread">
        <h3>{t('compare.report')}</h3>
        <Action onClick={copy}>{copied ? t('note.copied') : t('compare.copy')}</Action>
      </div>
      <p className="muted">{t('compare.report_lead')}</p>
      <pre className="compare__report" tabIndex={0} role="group" aria-label={t('compare.report')}>
        {report}
      </pre>
    </section>
  );
}

function Panel({ reconciliationId, onShow }: { reconciliationId: string; onShow(): void }) {
  const { t } = useTranslation();
  const { data, error } = useAsk('review.comparison', { reconciliation_id: reconciliationId });
  if (data === undefined) return error === null ? <Skeleton lines={6} /> : <ErrorNote error={error} />;
  const { agreeing, differing, rules, report } = data;
  return (
    <div className="stack">
      <p>{t('compare.agreeing', { count: agreeing, n: formatCount(agreeing) })}</p>
      {differing.length === 0 ? (
        <p>{t('compare.none')}</p>
      ) : (
        <>
          <div className="row spread">
            <strong>{t('compare.differs', { count: differing.length, n: formatCount(differing.length) })}</strong>
            <Action onClick={onShow}>{t('compare.show')}</Action>
          </div>
          <DifferingTable reconciliationId={reconciliationId} differing={differing} />
          {differing.length > SHOWN ? <p className="muted">{t('compare.more', { shown: formatCount(SHOWN) })}</p> : null}
        </>
      )}
      <Rules rules={rules} />
      <Report report={report} />
    </div>
  );
}

interface ComparisonDialogProps {
  reconciliationId: string;
  open: boolean;
  onClose(): void;
  /** Leaves for the rows that came out otherwise. */
  onShow(): void;
}

/** Payven's answer set against the plan: what agrees, what does not and which rule would explain it, and a text for the makers. */
export function ComparisonDialog({ reconciliationId, open, onClose, onShow }: ComparisonDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog open={open} title={t('compare.title')} onClose={onClose} size={920}>
      {open ? <Panel reconciliationId={reconciliationId} onShow={onShow} /> : null}
    </Dialog>
  );
}
