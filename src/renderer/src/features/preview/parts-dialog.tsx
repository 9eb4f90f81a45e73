import { useTranslation } from 'react-i18next';
import type { ImportSummary } from '../../../../shared/contract/bank-file.ts';
import type { PreviewLine } from '../../../../shared/contract/preview.ts';
import { routeTo } from '../../router.ts';
import { Amount } from '../../ui/amount.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** Rows of files, each a way to its import. */
export function PartsList({ parts, fileOf }: { parts: PreviewLine['parts']; fileOf(id: string): string }) {
  const { t } = useTranslation();
  return (
    <ul className="bullets">
      {parts.map(({ import_id, row }) => (
        <li key={`${import_id} ${row}`}>
          <a href={routeTo('import', import_id)}>{t('parts.row', { file: fileOf(import_id), n: row })}</a>
        </li>
      ))}
    </ul>
  );
}

/** The rows a sale in instalments was put together from. */
export function PartsDialog({ line, files, onClose }: { line: PreviewLine; files: readonly ImportSummary[]; onClose(): void }) {
  const { t } = useTranslation();
  return (
    <Dialog open title={t('parts.title')} onClose={onClose}>
      <div className="stack">
        <p>
          {t('parts.lead', { n: line.parts.length })} <Amount value={line.bank_amount} unit />
        </p>
        <PartsList parts={line.parts} fileOf={(id) => files.find((each) => each.import_id === id)?.file_name ?? id} />
      </div>
    </Dialog>
  );
}
