import { useTranslation } from 'react-i18next';
import { mappableFields } from '../../../../shared/bank-row.ts';
import type { Answer } from '../../client.ts';
import { useRun } from '../../query.ts';
import { Action } from '../../ui/action.tsx';
import { formatInstant } from '../../ui/format.ts';
import { ErrorNote } from '../../ui/note.tsx';
import { Card } from '../../ui/page.tsx';

type Change = Answer<'import.changes'>['changes'][number];

/** Field by field: what stood there, and what was typed. */
function Values({ change: { values, before } }: { change: Change }) {
  const { t } = useTranslation();
  const named = mappableFields.filter((field) => values[field] !== undefined);
  const shown = (text: string | undefined): string => (text === undefined || text === '' ? t('changes.empty_value') : text);
  return (
    <>
      {named.map((field) => (
        <div key={field}>
          <span className="muted">{t(`field.${field}`)}:</span> {shown(before[field])} → {shown(values[field])}
        </div>
      ))}
    </>
  );
}

/** Every change made by hand to an import's rows: who, when, the old values; what holds can be taken back. */
export function ChangesCard({ importId, changes }: { importId: string; changes: readonly Change[] }) {
  const { t } = useTranslation();
  const { running, error, run } = useRun();
  if (changes.length === 0) return null;
  return (
    <Card title={t('changes.title')} bare>
      <ErrorNote error={error} />
      <div className="table-wrap">
        <table className="table">
          <thead>
            <tr>
              <th scope="col" className="end">
                {t('rejected.row')}
              </th>
              <th scope="col">{t('changes.what')}</th>
              <th scope="col">{t('changes.values')}</th>
              <th scope="col">{t('changes.reason')}</th>
              <th scope="col">{t('changes.who')}</th>
              <th scope="col">
                <span className="sr-only">{t('changes.take_back')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change) => (
              <tr key={change.change_id}>
                <th scope="row" className="end">
                  {change.row}
                </th>
                <td>
                  {t(`changes.${change.what}`)} {change.taken_back ? <span className="quiet">({t('changes.was_taken_back')})</span> : null}
                </td>
                <td>
                  <Values change={change} />
                </td>
                <td>{change.reason ?? '–'}</td>
                <td className="nowrap">
                  {change.by}, {formatInstant(change.at)}
                </td>
                <td className="end">
                  {change.what === 'taken_back' || change.taken_back ? null : (
                    <Action
                      look="bare"
                      aria-label={t('changes.take_back_row', { n: change.row })}
                      disabled={running !== null}
                      onClick={() => void run('import.take_back', { import_id: importId, change_id: change.change_id })}
                    >
                      {t('changes.take_back')}
                    </Action>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
