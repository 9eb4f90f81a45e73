import { useTranslation } from 'react-i18next';
import type { PreviewSummary } from '../../../../shared/contract/preview.ts';
import { type Cause, isExpectedAbsence } from '../../../../shared/evidence.ts';
import { say } from '../../../../shared/text/say.ts';
import { useLook } from '../../preferences.ts';
import { Amount } from '../../ui/amount.tsx';
import { formatCount } from '../../ui/format.ts';
import { Note } from '../../ui/note.tsx';
import { Card } from '../../ui/page.tsx';
import { Coin } from '../../ui/verdict.tsx';
import { adviceWord, splitCauses } from './causes.ts';

type CauseCount = PreviewSummary['causes'][number];

interface CauseRowProps {
  count: CauseCount;
  on: boolean;
  onPick(): void;
}

function CauseRow({ count: { cause, verdict, lines, db, bank }, on, onPick }: CauseRowProps) {
  const { t } = useTranslation();
  const { language } = useLook();
  return (
    <tr data-verdict={verdict} data-on={on ? true : undefined} data-testid={`cause-${cause}`} onClick={onPick}>
      <th scope="row">
        <button
          type="button"
          className="ledger__pick"
          aria-pressed={on}
          onClick={(event) => {
            event.stopPropagation();
            onPick();
          }}
        >
          <span className="verdict">
            <Coin verdict={verdict} />
            <span>
              {say(language, `cause.${cause}`)} <span className="sr-only">({say(language, `verdict.${verdict}`)})</span>
              <span className="ledger__advice">{t(adviceWord(cause))}</span>
            </span>
          </span>
        </button>
      </th>
      <td className="end">{formatCount(lines)}</td>
      <td className="end">{verdict === 'OrphanBank' ? null : <Amount value={db} />}</td>
      <td className="end">{verdict === 'OrphanDb' ? null : <Amount value={bank} />}</td>
    </tr>
  );
}

interface CauseLedgerProps {
  summary: PreviewSummary;
  picked: { cause: Cause | null; verdict: CauseCount['verdict'] | null };
  onCause(count: CauseCount): void;
}

/** What explains the differences and what to do about each; what is expected to be absent stands apart from what is missing. */
export function CauseLedger({ summary, picked, onCause }: CauseLedgerProps) {
  const { t } = useTranslation();
  const { open, expected } = splitCauses(summary.causes);
  if (summary.causes.length === 0) return null;
  const groups = [
    ['open', t('causes.open'), open],
    ['expected', t('causes.expected'), expected],
  ] as const;
  return (
    <Card title={t('causes.title')} bare>
      <div className="table-wrap">
        <table className="table ledger ledger--causes">
          <thead>
            <tr>
              <th scope="col">{t('causes.cause')}</th>
              <th scope="col" className="end">
                {t('preview.proof_rows')}
              </th>
              <th scope="col" className="end">
                {t('preview.payven')}
              </th>
              <th scope="col" className="end">
                {t('preview.bank')}
              </th>
            </tr>
          </thead>
          {groups.map(([name, title, counts]) =>
            counts.length === 0 ? null : (
              <tbody key={name}>
                <tr className="ledger__group">
                  <th scope="colgroup" colSpan={4}>
                    {title}
                  </th>
                </tr>
                {counts.map((count) => (
                  <CauseRow key={`${count.cause} ${count.verdict}`} count={count} on={picked.cause === count.cause && picked.verdict === count.verdict} onPick={() => onCause(count)} />
                ))}
              </tbody>
            ),
          )}
        </table>
      </div>
    </Card>
  );
}

/** What one cause means and what to do about it; with it whether a sum was not searched to its end. */
export function CauseNote({ cause }: { cause: Cause }) {
  const { t } = useTranslation();
  const { language } = useLook();
  return (
    <Note>
      <p>
        <strong>{say(language, `cause.${cause}`)}.</strong> {say(language, `cause_note.${cause}`)} {isExpectedAbsence(cause) ? t('causes.expected_note') : null}
      </p>
    </Note>
  );
}

/** Says where sums of several records were not searched to their end: a suggestion may be missing there. */
export function GivenUp({ suggestions }: { suggestions: PreviewSummary['suggestions'] }) {
  const { t } = useTranslation();
  const given = (['split', 'batch'] as const).filter((pass) => (suggestions[pass]?.given_up ?? 0) > 0);
  if (given.length === 0) return null;
  return (
    <Note tone="warn">
      {given.map((pass) => {
        const n = suggestions[pass]?.given_up ?? 0;
        return <p key={pass}>{t(`causes.given_up_${pass}`, { count: n, n: formatCount(n) })}</p>;
      })}
    </Note>
  );
}
