import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportSummary } from '../../../../shared/contract/bank-file.ts';
import { ask, asDeskError, type DeskError } from '../../client.ts';
import { useAsk } from '../../query.ts';
import { go } from '../../router.ts';
import { useStore } from '../../store.ts';
import { Action } from '../../ui/action.tsx';
import { Skeleton } from '../../ui/busy.tsx';
import { formatCount } from '../../ui/format.ts';
import { ErrorNote, Note } from '../../ui/note.tsx';
import { Card, Empty, Page } from '../../ui/page.tsx';
import { useStatusBar } from '../frame/status-store.ts';
import { previewImports } from '../preview/intent.ts';
import { EarlierImports } from './earlier-imports.tsx';
import { CountsCard, WarningsCard } from './file-facts.tsx';
import { ImportOne } from './import-one.tsx';
import { importQuestion, InspectFile } from './inspect-file.tsx';
import { chooseBankFiles, dropFile, type PendingFile, pendingStore, readStates, undoneStore } from './pending.ts';

/** What was just imported, with the next step; rejected rows are the first thing to look at. */
function Done({ imports }: { imports: readonly ImportSummary[] }) {
  const { t } = useTranslation();
  const [first] = imports;
  const next = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // The button that imported is gone.
    if (document.activeElement === document.body) next.current?.focus();
  }, [imports.length]);
  if (first === undefined) return null;
  const alone = imports.length === 1;
  return (
    <>
      <Note tone="good" live>
        <p>{alone ? t('import.done', { name: first.file_name }) : t('imported.done_many', { n: formatCount(imports.length) })}</p>
        <div className="row">
          <Action look="main" ref={next} onClick={() => previewImports(imports.map(({ import_id }) => import_id))}>
            {t('import.preview')}
          </Action>
          {imports.map(({ import_id, file_name, rows }) => (
            <Action key={import_id} aria-label={alone ? undefined : `${t('imported.open')}: ${file_name}`} onClick={() => go('import', import_id)}>
              {rows.rejected > 0 ? t('imported.fix', { count: rows.rejected, n: formatCount(rows.rejected) }) : t('imported.open')}
              {alone ? null : `: ${file_name}`}
            </Action>
          ))}
        </div>
      </Note>
      {alone ? (
        <div className="columns">
          <CountsCard rows={first.rows} amounts={first.amounts} />
          <WarningsCard warnings={first.warnings} />
        </div>
      ) : null}
    </>
  );
}

/** The import that was undone a moment ago; told until the screen is left. */
function Undone() {
  const { t } = useTranslation();
  const undone = useStore(undoneStore);
  useEffect(() => () => undoneStore.set(null), []);
  if (undone === null) return null;
  return (
    <Note tone="good" live>
      {t('imported.undone', { name: undone.name, rows: formatCount(undone.rows), previews: formatCount(undone.previews) })}
    </Note>
  );
}

/** Imports every file that is ready, each by its own choices: one that fails stays, and the others go on. */
function ReadyFiles({ files, onImported }: { files: readonly PendingFile[]; onImported(imported: ImportSummary): void }) {
  const { t } = useTranslation();
  const states = useStore(readStates);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<readonly { readonly file: string; readonly error: DeskError }[]>([]);
  const ready = files.filter(({ file }) => states[file] === 'ready');
  const start = async (): Promise<void> => {
    setBusy(true);
    setFailed([]);
    for (const pending of ready) {
      try {
        const { imports } = await ask('import.run', importQuestion(pending));
        for (const imported of imports) onImported(imported);
        dropFile(pending.file);
      } catch (error) {
        setFailed((all) => [...all, { file: pending.file, error: asDeskError(error) }]);
      }
    }
    setBusy(false);
  };
  return (
    <Card title={t('read.several')}>
      <div className="row spread">
        <span>{t('read.several_lead', { n: formatCount(files.length), ready: formatCount(ready.length) })}</span>
        <Action look="main" disabled={ready.length === 0 || busy} onClick={() => void start()}>
          {t('read.run_ready', { count: ready.length, n: formatCount(ready.length) })}
        </Action>
      </div>
      {failed.map(({ file, error }) => (
        <ErrorNote key={file} error={error} />
      ))}
    </Card>
  );
}

function ImportDesk() {
  const { t } = useTranslation();
  const { files, receiving, error: receiveError } = useStore(pendingStore);
  const [done, setDone] = useState<readonly ImportSummary[]>([]);
  const [opened, setOpened] = useState<string | null>(files[0]?.file ?? null);
  const { data, error } = useAsk('import.list', {});
  const alone = files.length === 1;
  const waits = files.length > 0;
  useEffect(() => {
    if (receiving) setDone([]);
  }, [receiving]);
  useStatusBar(waits || data === undefined ? null : { rows: data.imports.reduce((sum, each) => sum + each.rows.data, 0), sum: null, selected: null, left: null });
  const onImported = (imported: ImportSummary): void => setDone((all) => [...all, imported]);
  const isEmpty = !waits && !receiving && done.length === 0 && data?.imports.length === 0;
  return (
    <Page title={t('import.title')} lead={t('import.lead')} tools={isEmpty ? undefined : <Action onClick={chooseBankFiles}>{t('import.choose')}</Action>}>
      <ErrorNote error={receiveError ?? error} />
      {receiving ? (
        <Card title={t('import.uploading')}>
          <Skeleton />
        </Card>
      ) : null}
      {waits ? null : <Undone />}
      <Done imports={done} />
      {files.length > 1 ? <ReadyFiles files={files} onImported={onImported} /> : null}
      {files.map((pending) => (
        <InspectFile
          key={pending.file}
          pending={pending}
          alone={alone}
          open={alone || opened === pending.file}
          onOpen={(open) => setOpened(open ? pending.file : null)}
          onImported={(imported) => {
            dropFile(pending.file);
            onImported(imported);
          }}
        />
      ))}
      {isEmpty ? (
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
      {waits || data === undefined || data.imports.length === 0 ? null : <EarlierImports imports={data.imports} />}
    </Page>
  );
}

/** Files on their way in, and those that are in. */
export function ImportScreen({ id }: { id: string | null }) {
  return id === null ? <ImportDesk /> : <ImportOne id={id} />;
}
