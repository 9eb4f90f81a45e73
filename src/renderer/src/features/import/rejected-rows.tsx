import { TextInput } from '@mantine/core';
import { type FormEvent, Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportedRow, ImportSummary } from '../../../../shared/contract/bank-file.ts';
import { useRowNote } from '../../i18n/index.ts';
import { useRun } from '../../query.ts';
import { Action } from '../../ui/action.tsx';
import { Skeleton } from '../../ui/busy.tsx';
import { formatCount } from '../../ui/format.ts';
import { ErrorNote } from '../../ui/note.tsx';
import { Card } from '../../ui/page.tsx';
import { MendForm } from './mend-form.tsx';
import { MOST_REJECTED, useRejected } from './use-rejected.ts';

/** What is being done: a row mended, or rows left out. */
type Doing = { readonly kind: 'mend'; readonly row: number } | { readonly kind: 'leave'; readonly rows: readonly number[] } | null;

/** Asks why rows stay out; without a reason nothing is left out. */
function LeaveForm({ imported, rows, onClose }: { imported: ImportSummary; rows: readonly number[]; onClose(): void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const { running, error, run } = useRun();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const changed = await run('import.leave_out', { import_id: imported.import_id, rows: [...rows], reason: reason.trim() });
    if (changed !== null) onClose();
  };
  const label = rows.length === 1 ? t('rejected.leave_row', { n: rows[0] ?? 0 }) : t('rejected.leave_all', { n: formatCount(rows.length) });
  return (
    <form className="stack mend" aria-label={label} onSubmit={(event) => void submit(event)} onKeyDown={(event) => event.key === 'Escape' && onClose()}>
      <TextInput label={t('rejected.leave_reason')} value={reason} maxLength={500} autoFocus onChange={({ currentTarget: { value } }) => setReason(value)} />
      <ErrorNote error={error} />
      <div className="row">
        <Action type="submit" look="main" disabled={reason.trim() === '' || running !== null}>
          {label}
        </Action>
        <Action onClick={onClose}>{t('dialog.back')}</Action>
      </div>
    </form>
  );
}

function RejectedRow({ row, imported, onDo }: { row: ImportedRow; imported: ImportSummary; onDo(doing: Doing): void }) {
  const { t } = useTranslation();
  const noteOf = useRowNote();
  const n = row.row;
  const warning = imported.warnings.find((each) => each.row === n && each.code === row.note);
  return (
    <tr>
      <th scope="row" className="end">
        {n}
      </th>
      <td>{warning?.message ?? (row.note === null ? '–' : noteOf(row.note))}</td>
      <td className="muted">{row.cells.filter((cell) => cell !== '').join(' · ')}</td>
      <td className="end">
        {row.left_out ? (
          <span className="tag">{t('rejected.left_out')}</span>
        ) : (
          <div className="row nowrap">
            <Action aria-label={t('rejected.mend_row', { n })} onClick={() => onDo({ kind: 'mend', row: n })}>
              {t('rejected.mend')}
            </Action>
            <Action look="bare" aria-label={t('rejected.leave_row', { n })} onClick={() => onDo({ kind: 'leave', rows: [n] })}>
              {t('rejected.leave')}
            </Action>
          </div>
        )}
      </td>
    </tr>
  );
}

/** What is being done with a row, right below it. */
function DoingRow({ row, imported, doing, onClose }: { row: ImportedRow; imported: ImportSummary; doing: Doing; onClose(): void }) {
  const isMended = doing?.kind === 'mend' && doing.row === row.row;
  const isLeft = doing?.kind === 'leave' && doing.rows.length === 1 && doing.rows[0] === row.row;
  if (!isMended && !isLeft) return null;
  return (
    <tr>
      <td colSpan={4}>{isMended ? <MendForm imported={imported} row={row} onClose={onClose} /> : <LeaveForm imported={imported} rows={[row.row]} onClose={onClose} />}</td>
    </tr>
  );
}

/** Rows that could not be read, each with its reason: mended in place, or left out on purpose. */
export function RejectedRows({ imported }: { imported: ImportSummary }) {
  const { t } = useTranslation();
  const { rows, error } = useRejected(imported);
  const [doing, setDoing] = useState<Doing>(null);
  const close = (): void => setDoing(null);
  const { rejected, left_out } = imported.rows;
  if (rejected + left_out === 0) return null;
  const waiting = (rows ?? []).filter((row) => !row.left_out).map(({ row }) => row);
  const leaveAll = waiting.length < 2 ? null : <Action onClick={() => setDoing({ kind: 'leave', rows: waiting })}>{t('rejected.leave_all', { n: formatCount(waiting.length) })}</Action>;
  return (
    <Card title={t('rejected.title')} tools={leaveAll} bare>
      <p className="card__note muted">{rejected === 0 ? t('rejected.none_left') : t('rejected.lead')}</p>
      <ErrorNote error={error} />
      {doing?.kind === 'leave' && doing.rows.length > 1 ? <LeaveForm imported={imported} rows={doing.rows} onClose={close} /> : null}
      {rows === null ? (
        <div className="card__body">{error === null ? <Skeleton /> : null}</div>
      ) : (
        <div className="table-wrap">
          <table className="table rejected">
            <thead>
              <tr>
                <th scope="col" className="end">
                  {t('rejected.row')}
                </th>
                <th scope="col">{t('rejected.why')}</th>
                <th scope="col">{t('rejected.cells')}</th>
                <th scope="col">
                  <span className="sr-only">{t('rejected.mend')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Fragment key={row.row}>
                  <RejectedRow row={row} imported={imported} onDo={setDoing} />
                  <DoingRow row={row} imported={imported} doing={doing} onClose={close} />
                </Fragment>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rejected + left_out > MOST_REJECTED ? <p className="card__note muted">{t('rejected.more', { n: formatCount(MOST_REJECTED) })}</p> : null}
    </Card>
  );
}
