import { useTranslation } from 'react-i18next';
import type { ReconciliationDetail } from '../../../../shared/contract/reconciliation.ts';
import { say } from '../../../../shared/text/say.ts';
import { useOutside } from '../../i18n/index.ts';
import { useLook } from '../../preferences.ts';
import { Amount } from '../../ui/amount.tsx';
import { formatMoment } from '../../ui/format.ts';
import { DecisionSign } from '../../ui/verdict.tsx';
import { type AnswerGiven, ourAnswer, payvensAnswer } from './answers.ts';

const fields = ['action', 'amount', 'status', 'remarks', 'by', 'at'] as const;
type Field = (typeof fields)[number];

/** Who and when always differ; that is no difference between the answers. */
const telling: readonly Field[] = ['action', 'amount', 'status', 'remarks'];

const valueOf = (answer: AnswerGiven | null, field: Field): string | number | null => {
  const value = answer?.[field] ?? null;
  return value === '' ? null : value;
};

/** Our decision beside what stands at Payven; what differs is tinted and named. */
export function ConflictPart({ detail }: { detail: ReconciliationDetail }) {
  const { t } = useTranslation();
  const { language } = useLook();
  const outside = useOutside();
  const [mine, theirs] = [ourAnswer(detail), payvensAnswer(detail)];
  const show = (answer: AnswerGiven | null, field: Field) => {
    const value = valueOf(answer, field);
    if (value === null) return <span className="quiet">–</span>;
    if (typeof value === 'number') return <Amount value={value} />;
    if (field === 'action') return say(language, `action.${value}`);
    if (field === 'status') return outside('status', value);
    return field === 'at' ? formatMoment(value) : value;
  };
  const rows = fields.filter((field) => valueOf(mine, field) !== null || valueOf(theirs, field) !== null);
  return (
    <section className="pane__part stack" style={{ gap: 8 }} aria-label={t('conflict.title')}>
      <h2 className="verdict">
        <DecisionSign mark="conflict" /> {t('conflict.title')}
      </h2>
      <p className="muted">{theirs === null ? t('conflict.closed_lead') : t('conflict.lead')}</p>
      <table className="sides" data-verdict="AmountMismatch">
        <thead>
          <tr>
            <th scope="col" style={{ width: 76 }}>
              <span className="sr-only">{t('side.field')}</span>
            </th>
            <th scope="col">{t('conflict.ours')}</th>
            <th scope="col">
              {t('conflict.payvens')} {theirs === null ? <div className="sides__mark">{t('conflict.no_answer')}</div> : null}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((field) => {
            const differs = theirs !== null && telling.includes(field) && valueOf(mine, field) !== valueOf(theirs, field);
            return (
              <tr key={field} data-differs={differs ? true : undefined}>
                <th scope="row">
                  {t(`conflict.${field}`)}
                  {differs ? <div className="sides__mark">{t('side.differs')}</div> : null}
                </th>
                <td>{show(mine, field)}</td>
                <td>{show(theirs, field)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
