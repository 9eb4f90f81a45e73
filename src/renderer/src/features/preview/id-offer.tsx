import { useTranslation } from 'react-i18next';
import type { ImportSummary } from '../../../../shared/contract/bank-file.ts';
import { useAsk } from '../../query.ts';
import { routeTo } from '../../router.ts';
import { Note } from '../../ui/note.tsx';
import { useConnectionId } from '../frame/desk-context.tsx';

/** Tells of a column of the file that names more of Payven's transactions than the one in use; nothing where there is none. */
export function IdOffer({ file: { import_id, file_name } }: { file: ImportSummary }) {
  const { t } = useTranslation();
  const { data } = useAsk('profile.check_ids', { import_id, ...useConnectionId() });
  const offer = data?.offer ?? null;
  if (offer === null) return null;
  return (
    <Note tone="warn">
      <p>
        <a href={routeTo('import', import_id)}>{file_name}</a>: <strong>{t('ids.offer', { header: offer.header })}</strong> {offer.reason}
      </p>
    </Note>
  );
}
