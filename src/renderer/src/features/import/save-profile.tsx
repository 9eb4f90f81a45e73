import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportSummary } from '../../../../shared/contract/bank-file.ts';
import { useRun } from '../../query.ts';
import { Action } from '../../ui/action.tsx';
import { ErrorNote, Note } from '../../ui/note.tsx';
import { SaveChoice } from './reading-choices.tsx';

/** Saves afterwards what an import was read by. */
export function SaveProfile({ imported: { import_id, bank, file_name } }: { imported: ImportSummary }) {
  const { t } = useTranslation();
  const [save, setSave] = useState<string | null>(null);
  const [saved, setSaved] = useState<{ readonly name: string; readonly version: number } | null>(null);
  const { running, error, run } = useRun();
  const name = save?.trim() ?? '';
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const answer = await run('profile.save', { import_id, name });
    if (answer === null) return;
    setSaved(answer);
    setSave(null);
  };
  return (
    <form className="stack" style={{ gap: 8, marginTop: 12 }} onSubmit={(event) => void submit(event)}>
      <SaveChoice suggested={bank === 'unknown' ? file_name.replace(/\.[^.]*$/, '') : bank} save={save} onSave={setSave} />
      {save === null ? null : (
        <div>
          <Action type="submit" disabled={name === '' || running !== null}>
            {t('profile.save_go')}
          </Action>
        </div>
      )}
      <ErrorNote error={error} />
      {saved === null ? null : (
        <Note tone="good" live>
          {t('profile.saved', saved)}
        </Note>
      )}
    </form>
  );
}
