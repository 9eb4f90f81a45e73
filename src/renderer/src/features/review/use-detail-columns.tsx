import { type ReactNode, useMemo } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { ReviewRow } from '../../../../shared/contract/review.ts';
import type { ReviewOrder } from '../../../../shared/review-filter.ts';
import type { Language } from '../../../../shared/text/language.ts';
import { say } from '../../../../shared/text/say.ts';
import { useBankStatus, useOutside } from '../../i18n/index.ts';
import { useLook } from '../../preferences.ts';
import { Amount } from '../../ui/amount.tsx';
import type { DecisionMark } from '../../ui/decision-mark.ts';
import { cardTail, formatCount, shortReason } from '../../ui/format.ts';
import type { GridColumn } from '../../ui/grid-column.ts';
import { Icon } from '../../ui/icons.tsx';
import { DecisionSign, Verdict } from '../../ui/verdict.tsx';
import { rowDate, tableAmount } from './row-text.ts';
import { isPickable, markOf } from './rows.ts';

type Column = GridColumn<ReviewRow> & { readonly sort?: ReviewOrder };

/** Words a cell is made of. Cells are plain functions: hooks in each of a thousand cells would be most of what scrolling costs. */
interface Words {
  readonly t: TFunction;
  readonly language: Language;
  readonly pushing: boolean;
}

const TICK = <span className="tick" />;
const TICKED = (
  <span className="tick" data-on>
    <Icon name="check" size={12} />
  </span>
);
const DASH = <span className="quiet">–</span>;

/** One element a value: what is the same is neither made nor compared again. */
function onceFor<K>(make: (value: K) => ReactNode): (value: K) => ReactNode {
  const made = new Map<K, ReactNode>();
  return (value) => {
    const held = made.get(value) ?? make(value);
    made.set(value, held);
    return held;
  };
}

/** How far the decision has come, by its shape. */
const markCells = ({ t }: Words): ((mark: DecisionMark) => ReactNode) =>
  onceFor((mark) => (
    <span className="verdict" title={t(`decision.${mark}`)}>
      <DecisionSign mark={mark} />
      <span className="sr-only">{t(`decision.${mark}`)}</span>
    </span>
  ));

/** The coin, and its word where the column is wide enough for it. */
const verdictCells = ({ language }: Words): ((verdict: string) => ReactNode) =>
  onceFor((verdict) => (
    <span className="coin-word" title={say(language, `verdict.${verdict}`)}>
      <Verdict verdict={verdict} />
    </span>
  ));

/** What was decided, in words; for a refusal Payven's own. */
function decisionWords({ t, language, pushing }: Words, row: ReviewRow): string {
  const mark = markOf(row, pushing);
  if (mark === null) return '';
  if (mark === 'refused' && row.message !== null) return row.message;
  if (mark === 'none' || mark === 'conflict' || row.action === null || row.action === 'None') return t(`decision.${mark}`);
  return say(language, `action.${row.action}`);
}

function decisionCell(words: Words, row: ReviewRow): ReactNode {
  const { t, pushing } = words;
  const mark = markOf(row, pushing);
  if (mark === null) return <span className="quiet" title={t('decision.matched')}>–</span>;
  const said = decisionWords(words, row);
  return (
    <span className={mark === 'none' ? 'muted' : undefined} title={[...new Set([t(`decision.${mark}`), said])].join(' · ')}>
      {said}
    </span>
  );
}

function deltaCell(value: number): ReactNode {
  if (value === 0) return DASH;
  return (
    <span className="diff">
      <Amount value={value} signed />
    </span>
  );
}

/** Why, with what is known beside it: how many suggestions, and notes. */
function whyCell({ t }: Words, { reason, suggestions, notes }: ReviewRow): ReactNode {
  return (
    <span title={reason ?? undefined}>
      {suggestions > 0 ? <span className="chip-mark">{t('review.suggestions_short', { count: suggestions, n: formatCount(suggestions) })}</span> : null}
      {notes > 0 ? <span className="chip-mark">{t('review.notes_short', { count: notes, n: formatCount(notes) })}</span> : null}
      {shortReason(reason)}
    </span>
  );
}

const amounts = (id: 'payven' | 'bank', key: 'db_amount' | 'bank_amount', header: string): Column => ({
  id,
  header,
  width: 80,
  align: 'end',
  sort: key,
  downFirst: true,
  cell: (row) => <Amount value={row[key]} />,
  text: (row) => tableAmount(row[key]),
});

/** The columns of the review: what it is, when, which card, both amounts, their difference, why, the decision. */
export function useDetailColumns(pushing: boolean): readonly Column[] {
  const { t } = useTranslation();
  const { language } = useLook();
  const outside = useOutside();
  const bankStatus = useBankStatus();
  return useMemo((): readonly Column[] => {
    const words: Words = { t, language, pushing };
    const markOnce = markCells(words);
    const verdictOnce = verdictCells(words);
    const markCell = (row: ReviewRow): ReactNode => {
      const mark = markOf(row, pushing);
      return mark === null ? null : markOnce(mark);
    };
    const tick = (row: ReviewRow, on: boolean): ReactNode => (!isPickable(row, pushing) ? null : on ? TICKED : TICK);
    const cause = (row: ReviewRow): string => (row.cause === null ? '' : say(language, `cause.${row.cause}`));
    const payvenStatus = (row: ReviewRow): string => (row.db_status === null ? '' : outside('status', row.db_status));
    const statusAtBank = (row: ReviewRow): string => (row.bank_status === null ? '' : bankStatus(row.bank_status));
    const dash = (text: string | null) => (text === null || text === '' ? DASH : <span title={text}>{text}</span>);
    return [
      { id: 'pick', header: t('column.pick'), silent: true, width: 30, cell: (row, _index, { selected }) => tick(row, selected) },
      { id: 'state', header: t('column.state'), silent: true, width: 28, cell: markCell },
      { id: 'verdict', header: t('column.verdict'), width: 50, sort: 'verdict', cell: ({ verdict }) => verdictOnce(verdict ?? ''), text: ({ verdict }) => say(language, `verdict.${verdict ?? ''}`) },
      { id: 'date', header: t('column.date'), width: 128, sort: 'date', cell: (row) => rowDate(row), text: rowDate },
      { id: 'code', header: t('column.code'), width: 66, sort: 'code', cell: ({ auth_code }) => dash(auth_code), text: ({ auth_code }) => auth_code ?? '' },
      { id: 'card', header: t('column.card'), width: 66, sort: 'card', cell: ({ card }) => cardTail(card), text: ({ card }) => card ?? '' },
      amounts('payven', 'db_amount', t('column.payven')),
      amounts('bank', 'bank_amount', t('column.bank')),
      { id: 'delta', header: t('column.delta'), width: 84, align: 'end', sort: 'delta', downFirst: true, cell: ({ delta }) => deltaCell(delta), text: ({ delta }) => tableAmount(delta) },
      { id: 'cause', header: t('column.cause'), width: 112, sort: 'cause', cell: (row) => dash(cause(row)), text: cause },
      { id: 'decision', header: t('column.decision'), width: 110, sort: 'answer', cell: (row) => decisionCell(words, row), text: (row) => decisionWords(words, row) },
      { id: 'why', header: t('column.why'), width: 140, grow: true, cell: (row) => whyCell(words, row), text: ({ reason }) => reason ?? '' },
      { id: 'stake', header: t('column.stake'), width: 96, align: 'end', sort: 'stake', downFirst: true, optional: true, cell: ({ stake }) => <Amount value={stake} />, text: ({ stake }) => tableAmount(stake) },
      { id: 'age', header: t('column.age'), width: 64, align: 'end', sort: 'age', downFirst: true, optional: true, cell: ({ age_days }) => formatCount(age_days), text: ({ age_days }) => String(age_days) },
      { id: 'merchant', header: t('column.merchant'), width: 160, sort: 'merchant', optional: true, cell: ({ merchant }) => dash(merchant), text: ({ merchant }) => merchant ?? '' },
      { id: 'db_status', header: t('column.db_status'), width: 110, sort: 'db_status', optional: true, cell: (row) => dash(payvenStatus(row)), text: payvenStatus },
      { id: 'bank_status', header: t('column.bank_status'), width: 110, sort: 'bank_status', optional: true, cell: (row) => dash(statusAtBank(row)), text: statusAtBank },
      { id: 'status', header: t('column.status'), width: 130, sort: 'status', optional: true, cell: ({ status }) => dash(status), text: ({ status }) => status ?? '' },
    ];
    // The words behind it change with the language, which `t` changes with.
  }, [t, language, pushing]);
}
