import { useTranslation } from 'react-i18next';
import type { Answer } from '../../client.ts';
import { useOutside } from '../../i18n/index.ts';
import { Action } from '../../ui/action.tsx';
import { Amount } from '../../ui/amount.tsx';
import { cardTail, formatCount, formatDay, formatInstant } from '../../ui/format.ts';
import { PaneSection } from './pane-section.tsx';

type Found = Answer<'review.detail'>;
export type Suggested = Found['suggestions'][number];

interface SuggestionsPartProps {
  found: Found;
  onGo(detailId: string): void;
  /** Null: this item cannot be paired now. */
  onPair: ((partners: readonly string[]) => void) | null;
}

/** What is known of one record, on one line. */
function Member({ date, amount, facts }: { date: string | null; amount: number | null; facts: readonly (string | null)[] }) {
  const when = date === null ? null : date.length > 10 ? formatInstant(date) : formatDay(date);
  return (
    <li className="row spread">
      <span>
        <Amount value={amount} /> <span className="muted">{when}</span>
      </span>
      <span className="muted">{facts.filter((fact) => fact !== null && fact !== '').join(' · ')}</span>
    </li>
  );
}

/** The records of a suggestion other than the item it is shown on. */
export function SuggestedMembers({ suggested, detail }: { suggested: Suggested; detail: Found['detail'] }) {
  const { t } = useTranslation();
  const outside = useOutside();
  const transactions = suggested.transactions.filter(({ transaction_id }) => transaction_id !== detail.transaction_id);
  const rows = suggested.rows.filter(({ import_id, row }) => import_id !== detail.bank?.import_id || row !== detail.bank.row);
  return (
    <ul>
      {transactions.map(({ transaction_id, created, amount, status, auth_code, card }) => (
        <Member key={transaction_id} date={created} amount={amount} facts={['Payven', outside('status', status), auth_code, card === null ? null : cardTail(card)]} />
      ))}
      {rows.map(({ import_id, file_name, row, date, amount, auth_code, card }) => (
        <Member
          key={`${import_id} ${row}`}
          date={date}
          amount={amount}
          facts={[t('suggest.row', { file: file_name, row: String(row) }), auth_code, card === null ? null : cardTail(card)]}
        />
      ))}
    </ul>
  );
}

function Suggestion({ suggested, found, onGo, onPair }: SuggestionsPartProps & { suggested: Suggested }) {
  const { t } = useTranslation();
  const { details, reasons, needs, rivals, sureness } = suggested;
  const [first] = details;
  return (
    <li className="suggestion" data-sure={sureness}>
      <div className="row spread">
        <span className="tag">{t(`suggest.${sureness}`)}</span>
        <span className="row">
          {first === undefined ? <span className="muted">{t('suggest.outside')}</span> : <Action look="bare" onClick={() => onGo(first)}>{t('suggest.go')}</Action>}
          {first === undefined || onPair === null ? null : <Action onClick={() => onPair(details)}>{t('suggest.pair')}</Action>}
        </span>
      </div>
      <SuggestedMembers suggested={suggested} detail={found.detail} />
      <ul className="suggestion__reasons">
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      {rivals === 0 ? null : <p className="muted">{t('suggest.rivals', { count: rivals, n: formatCount(rivals) })}</p>}
      {needs.length === 0 ? null : (
        <div className="muted">
          {t('suggest.needs')}
          <ul className="suggestion__reasons">
            {needs.map((need) => (
              <li key={need}>{need}</li>
            ))}
          </ul>
        </div>
      )}
    </li>
  );
}

/** What an item may belong to, surest first: what speaks for it, what would have to change, and the ways there. */
export function SuggestionsPart(props: SuggestionsPartProps) {
  const { t } = useTranslation();
  const { suggestions, detail } = props.found;
  const isOrphan = detail.discrepancy === 'OrphanDb' || detail.discrepancy === 'OrphanBank';
  if (suggestions.length === 0 && !isOrphan) return null;
  return (
    <PaneSection name="suggestions" title={t('suggest.title')} aside={suggestions.length === 0 ? null : <span className="tag">{formatCount(suggestions.length)}</span>}>
      {suggestions.length === 0 ? (
        <p className="muted">{t('suggest.none')}</p>
      ) : (
        <ul className="stack" style={{ gap: 8 }}>
          {suggestions.map((suggested) => (
            <Suggestion key={suggested.suggestion} suggested={suggested} {...props} />
          ))}
        </ul>
      )}
    </PaneSection>
  );
}
