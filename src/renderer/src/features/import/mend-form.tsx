import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { ImportedRow, ImportSummary } from '../../../../shared/contract/bank-file.ts';
import { say } from '../../../../shared/text/say.ts';
import type { DeskError } from '../../client.ts';
import { useLook } from '../../preferences.ts';
import { useRun } from '../../query.ts';
import { Action } from '../../ui/action.tsx';
import { ErrorNote } from '../../ui/note.tsx';
import { fieldOfNote, mendFields } from './mending.ts';

interface MendFormProps {
  imported: ImportSummary;
  row: ImportedRow;
  onClose(): void;
}

/** Why the row is refused still, in words, and at which field. */
function useRefusal(error: DeskError | null) {
  const { t } = useTranslation();
  const { language } = useLook();
  if (error?.code !== 'input.mend_refused') return null;
  const note = z.string().safeParse(error.details['note']).data ?? '';
  return { field: fieldOfNote(note), text: t('rejected.refused', { why: say(language, `warning.${note}`, error.details) }) };
}

/** A rejected row's cells to be typed anew; the reader of the file judges them at once and says at the field what is wrong. */
export function MendForm({ imported, row, onClose }: MendFormProps) {
  const { t } = useTranslation();
  const fields = mendFields(imported, row.cells);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [reason, setReason] = useState('');
  const { running, error, run, clear } = useRun();
  const refusal = useRefusal(error);
  const first = refusal?.field ?? fieldOfNote(row.note) ?? fields[0]?.field;
  const values = Object.fromEntries(fields.filter(({ field, text }) => (typed[field] ?? text) !== text).map(({ field }) => [field, typed[field] ?? '']));
  const unchanged = Object.keys(values).length === 0;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const kept = reason.trim();
    const changed = await run('import.mend', { import_id: imported.import_id, row: row.row, values, ...(kept !== '' && { reason: kept }) });
    if (changed !== null) onClose();
  };
  return (
    <form className="stack mend" aria-label={t('rejected.mend_row', { n: row.row })} onSubmit={(event) => void submit(event)} onKeyDown={(event) => event.key === 'Escape' && onClose()}>
      <div className="form">
        {fields.map(({ field, text }) => (
          <TextInput
            key={field}
            label={t(`field.${field}`)}
            value={typed[field] ?? text}
            autoFocus={field === first}
            error={refusal?.field === field ? refusal.text : field === fieldOfNote(row.note)}
            onChange={({ currentTarget: { value } }) => {
              clear();
              setTyped({ ...typed, [field]: value });
            }}
          />
        ))}
        <TextInput label={t('rejected.mend_reason')} value={reason} maxLength={500} onChange={({ currentTarget: { value } }) => setReason(value)} />
      </div>
      {refusal === null ? <ErrorNote error={error} /> : refusal.field === null ? <p role="alert">{refusal.text}</p> : null}
      <div className="row">
        <Action type="submit" look="main" disabled={unchanged || running !== null}>
          {t('rejected.mend_go')}
        </Action>
        <Action onClick={onClose}>{t('dialog.back')}</Action>
        {unchanged ? <span className="muted">{t('rejected.mend_nothing')}</span> : null}
      </div>
    </form>
  );
}
