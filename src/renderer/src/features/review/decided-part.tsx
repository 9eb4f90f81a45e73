import { useTranslation } from 'react-i18next';
import { say } from '../../../../shared/text/say.ts';
import type { Answer } from '../../client.ts';
import { useOutside } from '../../i18n/index.ts';
import { useLook } from '../../preferences.ts';
import { Amount } from '../../ui/amount.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Note } from '../../ui/note.tsx';
import { DecisionSign } from '../../ui/verdict.tsx';
import { afterOf } from './after.ts';
import { markOf, standingAnswer } from './answers.ts';

interface DecidedPartProps {
  found: Answer<'review.detail'>;
  pushing: boolean;
  closed: boolean;
  onGo(detailId: string): void;
}

/** What was decided, by whom, how far it has come, and what can still be done about it. */
export function DecidedPart({ found, pushing, closed, onGo }: DecidedPartProps) {
  const { t } = useTranslation();
  const { language } = useLook();
  const outside = useOutside();
  const { detail, partners } = found;
  const mark = markOf(detail, pushing);
  const answer = standingAnswer(detail);
  if (answer === null || mark === null) return null;
  const after = afterOf(mark, closed);
  if (after === null) return null;
  const message = mark === 'refused' ? (detail.decision?.message ?? null) : null;
  return (
    <section className="pane__part stack" style={{ gap: 6 }} aria-label={t('side.decision')}>
      <h3 className="verdict">
        <DecisionSign mark={mark} /> {say(language, `action.${answer.action}`)}
      </h3>
      <p className="muted">
        {t(`decision.${mark}`)} · {t('side.decided', { by: answer.by ?? t('locked.nobody'), at: answer.at === null ? '' : formatInstant(answer.at) })}
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
        {partners.length === 0 ? null : (
          <>
            <dt>{t('pane.partners')}</dt>
            <dd className="row">
              {partners.map((partner) => (
                <button key={partner} type="button" className="link-button" onClick={() => onGo(partner)}>
                  {t('pane.partner')}
                </button>
              ))}
            </dd>
          </>
        )}
      </dl>
      {(answer.remarks ?? '') === '' ? null : <p>{answer.remarks}</p>}
      <p className="muted">{t(`after.${after}`)}</p>
    </section>
  );
}
