import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportSummary } from '../../../../shared/contract/bank-file.ts';
import { useAsk } from '../../query.ts';
import { useStore } from '../../store.ts';
import { Action } from '../../ui/action.tsx';
import { Skeleton } from '../../ui/busy.tsx';
import { ErrorNote, Note } from '../../ui/note.tsx';
import { Card, Empty, Page } from '../../ui/page.tsx';
import { useStatusBar } from '../frame/status-store.ts';
import { previewImports } from '../preview/intent.ts';
import { EarlierImports } from './earlier-imports.tsx';
import { CountsCard, WarningsCard } from './file-facts.tsx';
import { ImportOne } from './import-one.tsx';
import { InspectFile } from './inspect-file.tsx';
import { chooseBankFiles, dropFirst, pendingStore } from './pending.ts';

function Done({ imported }: { imported: ImportSummary }) {
  const { t } = useTranslation();
  return (
    <>
      <Note tone="good" live>
        <p>{t('import.done', { name: imported.file_name })}</p>
        <div>
          <Action look="main" onClick={() => previewImports([imported.import_id])}>
            {t('import.preview')}
          </Action>
        </div>
      </Note>
      <div className="columns">
        <CountsCard rows={imported.rows} amounts={imported.amounts} />
        <WarningsCard warnings={imported.warnings} />
      </div>
    </>
  );
}

function ImportDesk() {
  const { t } = useTranslation();
  const pending = useStore(pendingStore);
  const [done, setDone] = useState<ImportSummary | null>(null);
  const { data, error } = useAsk('import.list', {});
  const [file] = pending.files;
  useEffect(() => {
    if (file !== undefined) setDone(null);
  }, [file]);
  useStatusBar(file !== undefined || data === undefined ? null : { rows: data.imports.reduce((sum, each) => sum + each.rows.data, 0), sum: null, selected: null, left: null });
  const onImported = (imported: ImportSummary): void => {
    dropFirst();
    setDone(imported);
  };
  const isEmpty = file === undefined && !pending.receiving && done === null;
  return (
    <Page
      title={t('import.title')}
      lead={t('import.lead')}
      tools={isEmpty && data?.imports.length === 0 ? undefined : <Action onClick={chooseBankFiles}>{t('import.choose')}</Action>}
    >
      <ErrorNote error={pending.error ?? error} />
      {pending.receiving ? (
        <Card title={t('import.uploading')}>
          <Skeleton />
        </Card>
      ) : null}
      {done === null ? null : <Done imported={done} />}
      {file === undefined ? null : (
        <InspectFile key={file.file} chosen={file} waiting={pending.files.length - 1} onImported={onImported} onDrop={dropFirst} />
      )}
      {isEmpty && data?.imports.length === 0 ? (
        <Empty
          icon="import"
          title={t('import.empty_title')}
          action={
            <Action look="main" onClick={chooseBankFiles}>
              {t('import.choose')}
            </Action>
          }
        >
          {t('import.empty')}
        </Empty>
      ) : null}
      {file !== undefined || data === undefined || data.imports.length === 0 ? null : <EarlierImports imports={data.imports} />}
    </Page>
  );
}

/** Files on their way in, and those that are in. */
export function ImportScreen({ id }: { id: string | null }) {
  return id === null ? <ImportDesk /> : <ImportOne id={id} />;
}
