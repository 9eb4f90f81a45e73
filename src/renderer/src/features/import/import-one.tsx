import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportSummary } from '../../../../shared/contract/bank-file.ts';
import { useBankName } from '../../i18n/index.ts';
import { useAsk } from '../../query.ts';
import { routeTo } from '../../router.ts';
import { Action } from '../../ui/action.tsx';
import { Skeleton } from '../../ui/busy.tsx';
import { formatInstant, formatRange } from '../../ui/format.ts';
import { ErrorNote } from '../../ui/note.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { useStatusBar } from '../frame/status-store.ts';
import { previewImports } from '../preview/intent.ts';
import { ChangesCard } from './changes-card.tsx';
import { ColumnsTable } from './columns-card.tsx';
import { CountsCard, WarningsCard } from './file-facts.tsx';
import { IdCheck } from './id-check.tsx';
import { RejectedRows } from './rejected-rows.tsx';
import { RowsDialog } from './rows-dialog.tsx';
import { SaveProfile } from './save-profile.tsx';
import { UndoDialog } from './undo-dialog.tsx';

function Facts({ imported }: { imported: ImportSummary }) {
  const { t } = useTranslation();
  const bankName = useBankName();
  const { bank, profile, first_day, last_day, created_at, format, encoding, sheet, header_row } = imported;
  const facts = [
    [t('import.bank'), bankName(bank)],
    [t('import.profile'), t('profile.content', profile)],
    [t('read.days'), first_day === null || last_day === null ? t('read.no_days') : formatRange(first_day, last_day)],
    [t('import.at'), formatInstant(created_at)],
    [t('import.format'), [format, encoding].filter((part) => part !== null).join(', ')],
    [t('import.sheet'), sheet],
    [t('import.header_row'), header_row === 0 ? t('read.no_header') : String(header_row)],
  ];
  return (
    <Card title={t('import.file')}>
      <dl className="facts">
        {facts.map(([label, value]) => (
          <div key={label} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <SaveProfile imported={imported} />
    </Card>
  );
}

function Imported({ imported }: { imported: ImportSummary }) {
  const { t } = useTranslation();
  const { import_id } = imported;
  const read = useAsk('profile.of_import', { import_id });
  const changes = useAsk('import.changes', { import_id });
  const [rows, setRows] = useState<readonly number[] | null>(null);
  return (
    <>
      <ErrorNote error={read.error ?? changes.error} />
      <RejectedRows imported={imported} />
      <div className="columns">
        <Facts imported={imported} />
        <CountsCard rows={imported.rows} amounts={imported.amounts} />
      </div>
      <WarningsCard warnings={imported.warnings} onRows={setRows} />
      <ChangesCard importId={import_id} changes={changes.data?.changes ?? []} />
      <IdCheck importId={import_id} />
      {read.data === undefined || read.data.columns.length === 0 ? null : (
        <Card title={t('imported.columns')} bare>
          <ColumnsTable columns={read.data.columns} />
        </Card>
      )}
      <RowsDialog imported={imported} rows={rows} onClose={() => setRows(null)} />
    </>
  );
}

/** An imported file as it was understood: what was rejected first, then everything else; undone here, whole. */
export function ImportOne({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data, error } = useAsk('import.get', { import_id: id });
  const changes = useAsk('import.changes', { import_id: id }).data?.changes.length ?? 0;
  const [undoing, setUndoing] = useState(false);
  useStatusBar(data === undefined ? null : { rows: data.rows.data, sum: data.amounts.sales, of: 'sales', selected: null, left: null });
  return (
    <Page
      title={data?.file_name ?? t('import.file')}
      lead={<a href={routeTo('import')}>{t('import.back')}</a>}
      tools={
        data === undefined ? undefined : (
          <>
            <Action onClick={() => setUndoing(true)}>{t('imported.undo')}</Action>
            <Action look="main" onClick={() => previewImports([id])}>
              {t('import.preview')}
            </Action>
          </>
        )
      }
    >
      <ErrorNote error={error} />
      {data === undefined ? (
        error === null ? <Skeleton lines={6} /> : null
      ) : (
        <>
          <Imported imported={data} />
          <UndoDialog open={undoing} imported={data} changes={changes} onClose={() => setUndoing(false)} />
        </>
      )}
    </Page>
  );
}
