import { useTranslation } from 'react-i18next';
import { useAsk } from '../../query.ts';
import { go } from '../../router.ts';
import { Action } from '../../ui/action.tsx';
import { Skeleton } from '../../ui/busy.tsx';
import { ErrorNote } from '../../ui/note.tsx';
import { Card, Empty, Page } from '../../ui/page.tsx';
import { useDesk } from '../frame/desk-context.tsx';
import { chooseBankFiles } from '../import/pending.ts';
import { EarlierPreviews } from './earlier-previews.tsx';
import { PreviewForm } from './preview-form.tsx';
import { PreviewOne } from './preview-one.tsx';

function PreviewDesk() {
  const { t } = useTranslation();
  const imports = useAsk('import.list', {});
  const previews = useAsk('preview.list', {});
  const { status } = useDesk();
  if (status?.connection === null) {
    return (
      <Page title={t('preview.title')}>
        <Empty icon="connection" title={t('sync.no_connection')} action={<Action look="main" onClick={() => go('connection')}>{t('home.connect')}</Action>}>
          {t('preview.no_imports_lead')}
        </Empty>
      </Page>
    );
  }
  const connection = status?.connection ?? null;
  return (
    <Page title={t('preview.title')} lead={t('preview.lead')}>
      <ErrorNote error={imports.error ?? previews.error} />
      {imports.data === undefined || previews.data === undefined || connection === null ? (
        <Skeleton lines={5} />
      ) : imports.data.imports.length === 0 ? (
        <Empty
          icon="preview"
          title={t('preview.no_imports')}
          action={
            <Action look="main" onClick={chooseBankFiles}>
              {t('home.choose')}
            </Action>
          }
        >
          {t('preview.no_imports_lead')}
        </Empty>
      ) : (
        <Card title={t('preview.new')}>
          <PreviewForm key={connection.connection_id} imports={imports.data.imports} previews={previews.data.previews} connection={connection} />
        </Card>
      )}
      {previews.data === undefined || previews.data.previews.length === 0 ? null : (
        <EarlierPreviews previews={previews.data.previews} imports={imports.data?.imports ?? []} />
      )}
    </Page>
  );
}

/** Making previews, and one of them. */
export function PreviewScreen({ id }: { id: string | null }) {
  return id === null ? <PreviewDesk /> : <PreviewOne id={id} />;
}
