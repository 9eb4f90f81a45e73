import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportSummary } from '../../../../shared/contract/bank-file.ts';
import type { PreviewLine, PreviewSuggestion } from '../../../../shared/contract/preview.ts';
import { say } from '../../../../shared/text/say.ts';
import { useBankStatus, useOutside } from '../../i18n/index.ts';
import { useLook } from '../../preferences.ts';
import { useAsk } from '../../query.ts';
import { routeTo } from '../../router.ts';
import { Action, Key } from '../../ui/action.tsx';
import { Amount } from '../../ui/amount.tsx';
import { Skeleton } from '../../ui/busy.tsx';
import { formatDay, formatInstant, withPlainDays } from '../../ui/format.ts';
import { ErrorNote, Note } from '../../ui/note.tsx';
import { Verdict } from '../../ui/verdict.tsx';
import { Fact } from '../records/fact.tsx';
import { PartsList } from './parts-dialog.tsx';

const shownDate = (value: string): string => (value.length > 10 ? formatInstant(value) : formatDay(value));

/** Both sides of the line as the plan has them. */
function Sides({ line, fileOf }: { line: PreviewLine; fileOf(id: string): string }) {
  const { t } = useTranslation();
  const outside = useOutside();
  const bankStatus = useBankStatus();
  return (
    <section className="pane__part" aria-label={t('line.sides')}>
      <dl className="facts">
        {line.transaction_id === null ? null : (
          <>
            <dt>{t('preview.side_payven')}</dt>
            <dd>
              <a href={routeTo('transactions', line.transaction_id)}>
                <Amount value={line.db_amount} unit />
              </a>{' '}
              <span className="muted">
                {outside('status', line.db_status)} {line.payven_created === null ? null : `· ${formatInstant(line.payven_created)}`}
              </span>
            </dd>
          </>
        )}
        {line.import_id === null || line.row === null ? null : (
          <>
            <dt>{t('preview.side_bank')}</dt>
            <dd>
              <Amount value={line.bank_amount} unit />{' '}
              <span className="muted">
                {bankStatus(line.bank_status)} {line.bank_date === null ? null : `· ${shownDate(line.bank_date)}`}
              </span>
              <div>
                <a href={routeTo('import', line.import_id)}>{t('parts.row', { file: fileOf(line.import_id), n: line.row })}</a>
              </div>
            </dd>
          </>
        )}
        <Fact label={t('field.auth_code')}>{line.auth_code}</Fact>
        <Fact label={t('field.card')}>{line.card}</Fact>
      </dl>
    </section>
  );
}

/** The records of both sides a suggestion puts together. */
function Members({ suggestion: { transactions, rows } }: { suggestion: PreviewSuggestion }) {
  const { t } = useTranslation();
  const outside = useOutside();
  return (
    <table className="table members">
      <tbody>
        {transactions.map(({ transaction_id, created, amount, status, auth_code }) => (
          <tr key={transaction_id}>
            <th scope="row">
              <a href={routeTo('transactions', transaction_id)}>{t('preview.side_payven')}</a>
            </th>
            <td>{formatInstant(created)}</td>
            <td>
              {outside('status', status)} {auth_code}
            </td>
            <td className="end">
              <Amount value={amount} />
            </td>
          </tr>
        ))}
        {rows.map(({ import_id, file_name, row, date, amount, auth_code }) => (
          <tr key={`${import_id} ${row}`}>
            <th scope="row">
              <a href={routeTo('import', import_id)} title={file_name}>
                {t('line.bank_row', { n: row })}
              </a>
            </th>
            <td>{date === null ? '–' : shownDate(date)}</td>
            <td>{auth_code ?? '–'}</td>
            <td className="end">
              <Amount value={amount} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Suggestion({ suggestion }: { suggestion: PreviewSuggestion }) {
  const { t } = useTranslation();
  const { sureness, reasons, needs, rivals, pass } = suggestion;
  return (
    <li>
      <div className="row spread">
        <strong>{t(`line.pass_${pass}`)}</strong>
        <span className={sureness === 'confirmed' ? 'tag tag--good' : sureness === 'likely' ? 'tag' : 'tag tag--warn'}>{t(`line.sure_${sureness}`)}</span>
      </div>
      <ul className="bullets">
        {reasons.map((reason) => (
          <li key={reason}>{withPlainDays(reason)}</li>
        ))}
      </ul>
      <Members suggestion={suggestion} />
      {rivals === 0 ? null : <p className="muted">{t('line.rivals', { count: rivals, n: rivals })}</p>}
      {needs.length === 0 ? null : (
        <>
          <p>{t('line.needs')}</p>
          <ul className="bullets">
            {needs.map((need) => (
              <li key={need}>{withPlainDays(need)}</li>
            ))}
          </ul>
        </>
      )}
    </li>
  );
}

function Suggestions({ previewId, line }: { previewId: string; line: number }) {
  const { t } = useTranslation();
  const { data, error } = useAsk('preview.suggestions', { preview_id: previewId, line });
  if (error !== null) return <ErrorNote error={error} />;
  if (data === undefined) return <Skeleton lines={3} />;
  if (data.suggestions.length === 0) return <p className="muted">{t('line.no_suggestions')}</p>;
  return (
    <ol className="clues">
      {data.suggestions.map((each) => (
        <Suggestion key={each.suggestion} suggestion={each} />
      ))}
    </ol>
  );
}

/** Why Payven may answer otherwise: the rules a verdict rests on that nobody has confirmed. */
function Assumptions({ names }: { names: readonly string[] }) {
  const { t } = useTranslation();
  if (names.length === 0) return null;
  return (
    <Note tone="warn">
      {names.map((name) => (
        <p key={name}>{t('line.assumed', { rule: t(`assumed.${name}` as 'assumed.candidate_order') })}</p>
      ))}
    </Note>
  );
}

interface LinePaneProps {
  previewId: string;
  line: PreviewLine;
  files: readonly ImportSummary[];
  onClose(): void;
}

/** One line of a plan: both sides, why it is what it is, what it may belong to, and what would have to change. */
export function LinePane({ previewId, line, files, onClose }: LinePaneProps) {
  const { t } = useTranslation();
  const { language } = useLook();
  const pane = useRef<HTMLElement>(null);
  const fileOf = (id: string): string => files.find((each) => each.import_id === id)?.file_name ?? id;
  useEffect(() => {
    // Newer Chromium answers scrolling with a promise, which is no cleanup.
    pane.current?.scrollTo({ top: 0 });
  }, [line.line]);
  return (
    <aside className="pane" ref={pane} aria-label={t('line.title')} tabIndex={0} data-testid="line-pane">
      <section className="pane__part stack" style={{ gap: 8 }} aria-label={t('line.why')}>
        <div className="row spread">
          <Verdict verdict={line.verdict} />
          <Action look="bare" onClick={onClose}>
            {t('line.close')}&nbsp;<Key>Esc</Key>
          </Action>
        </div>
        <p>{line.reason}</p>
        {line.cause === null ? null : (
          <p>
            <strong>{say(language, `cause.${line.cause}`)}.</strong> <span className="muted">{say(language, `cause_note.${line.cause}`)}</span>
          </p>
        )}
        <Assumptions names={line.assumptions} />
      </section>
      <Sides line={line} fileOf={fileOf} />
      {line.parts.length === 0 ? null : (
        <section className="pane__part" aria-label={t('parts.title')}>
          <h3>{t('parts.title')}</h3>
          <PartsList parts={line.parts} fileOf={fileOf} />
        </section>
      )}
      {line.verdict === 'Matched' ? null : (
        <section className="pane__part stack" style={{ gap: 8 }} aria-label={t('line.suggestions')}>
          <h3>{t('line.suggestions')}</h3>
          <Suggestions previewId={previewId} line={line.line} />
        </section>
      )}
    </aside>
  );
}
