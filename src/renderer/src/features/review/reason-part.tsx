import { useTranslation } from 'react-i18next';
import { say } from '../../../../shared/text/say.ts';
import type { Answer } from '../../client.ts';
import { useLook } from '../../preferences.ts';
import { Note } from '../../ui/note.tsx';
import { PaneSection } from './pane-section.tsx';

/** Why the sides differ, in words: the cause and what to do about it, the rule that made the pair, what is unsure. */
export function ReasonPart({ found: { row, detail, cause_note } }: { found: Answer<'review.detail'> }) {
  const { t } = useTranslation();
  const { language } = useLook();
  const { previewed_verdict, reason } = detail;
  const explained = row.cause !== null || detail.discrepancy === 'Matched';
  return (
    <PaneSection name="reason" title={t('side.reason')}>
      {row.cause === null ? null : <p className="cause">{say(language, `cause.${row.cause}`)}</p>}
      {cause_note === null ? null : <p>{cause_note}</p>}
      {explained ? null : <p className="muted">{t('pane.no_cause')}</p>}
      {reason === null ? null : <p className={row.cause === null ? undefined : 'muted'}>{reason}</p>}
      {detail.agrees_with_preview === false && previewed_verdict !== null ? (
        <Note tone="warn">{t('side.previewed', { verdict: say(language, `verdict.${previewed_verdict}`) })}</Note>
      ) : null}
      {detail.assumptions.length > 0 ? <p className="muted">{t('side.assumed')}</p> : null}
      {detail.tie_ambiguous ? <p className="muted">{t('side.ambiguous')}</p> : null}
    </PaneSection>
  );
}
