import { useTranslation } from 'react-i18next';
import type { Action as DecisionAction } from '../../../../shared/enums.ts';
import { say } from '../../../../shared/text/say.ts';
import { useLook } from '../../preferences.ts';
import { Key } from '../../ui/action.tsx';
import { formatCount } from '../../ui/format.ts';
import { Candidates } from './candidates.tsx';
import { changeOfRow, changeOfSums, likelyStatus } from './change.ts';
import { decisionKeys, fieldOf } from './decision-keys.ts';
import { advisedAction } from './group.ts';
import { RemarkField } from './remark-field.tsx';
import type { Pane } from './use-pane.ts';
import { singleOf } from './single.ts';
import { useChangeWords } from './use-change-words.ts';
import { AmountField, StatusField } from './value-fields.tsx';
import type { Work } from './work.ts';

interface PanelProps {
  work: Work;
  pane: Pane;
}

function Buttons({ work, pane }: PanelProps) {
  const { t } = useTranslation();
  const { language } = useLook();
  const wordsOf = useChangeWords();
  const single = singleOf(work);
  const sums = work.selection.sums;
  const will = (action: DecisionAction): string => {
    if (fieldOf(action, single) === 'pair') return t('will.choose_partner');
    if (single !== null) return wordsOf(changeOfRow(action, single));
    return sums === null ? '…' : wordsOf(changeOfSums(action, sums));
  };
  const advised = single === null ? null : advisedAction(single.cause);
  return decisionKeys.map(([action, key]) => {
    const field = fieldOf(action, single);
    return (
      <button
        key={action}
        type="button"
        className="decide__button"
        aria-keyshortcuts={key}
        data-advised={action === advised ? true : undefined}
        title={action === advised ? t('will.advised') : undefined}
        aria-expanded={field === null ? undefined : pane.open === field}
        onClick={() => pane.answer(action)}
      >
        <span className="decide__name">
          {say(language, `action.${action}`)} <Key>{key}</Key>
        </span>
        <span className="decide__will">{will(action)}</span>
        {action === advised ? <span className="sr-only">{t('will.advised')}</span> : null}
      </button>
    );
  });
}

function Field({ work, pane }: PanelProps) {
  const single = singleOf(work);
  // A value begun for one item must not go to another.
  const key = single?.id ?? `many ${work.targets.length}`;
  if (pane.open === 'amount') {
    const usual = single === null ? null : (single.bank_amount ?? single.db_amount);
    return <AmountField key={key} usual={usual} from={single?.db_amount ?? null} many={single === null} onApply={(adjusted_amount) => pane.decide('AdjustAmount', { adjusted_amount })} />;
  }
  if (pane.open === 'status') {
    return <StatusField key={key} usual={likelyStatus(single?.bank_status ?? null)} from={single?.db_status ?? null} many={single === null} onApply={(applied_status) => pane.decide('ForceStatus', { applied_status })} />;
  }
  if (pane.open !== 'pair' || single === null) return null;
  return <Candidates key={single.id} reconciliationId={work.id} row={single} onPair={pane.pair} onLeave={pane.leave} />;
}

/** The six answers with their keys and what each would change, a remark, and the fields some of them need. */
export function DecidePanel({ work, pane }: PanelProps) {
  const { t } = useTranslation();
  const count = work.targets.length;
  if (count === 0) {
    return (
      <section className="pane__part" aria-label={t('decide.title_one')}>
        <p className="muted">{t('decide.none_pending')}</p>
      </section>
    );
  }
  return (
    <section
      className="pane__part stack"
      style={{ gap: 8 }}
      aria-label={t('decide.title_one')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        pane.leave();
      }}
    >
      <div className="row spread">
        <h3>{count > 1 ? t('decide.title_many', { n: formatCount(count) }) : t('decide.title_one')}</h3>
        <button type="button" className="decide__group" aria-keyshortcuts="G" onClick={pane.openGroup}>
          {t('decide.group')} <Key>G</Key>
        </button>
      </div>
      <div className="decide">
        {pane.open === 'pair' ? null : <Buttons work={work} pane={pane} />}
        <Field work={work} pane={pane} />
      </div>
      <RemarkField value={pane.remarks} onChange={pane.setRemarks} fieldRef={pane.remarksRef} onLeave={pane.leave} />
    </section>
  );
}
