import { useTranslation } from 'react-i18next';
import type { ImportSummary } from '../../../../shared/contract/bank-file.ts';
import type { Answer } from '../../client.ts';
import { routeTo } from '../../router.ts';
import { formatCount, formatInstant, formatRange } from '../../ui/format.ts';
import { Card } from '../../ui/page.tsx';
import { differencesOf } from './sums.ts';

interface EarlierPreviewsProps {
  previews: Answer<'preview.list'>['previews'];
  imports: readonly ImportSummary[];
}

/** Previews made before, newest first. */
export function EarlierPreviews({ previews, imports }: EarlierPreviewsProps) {
  const { t } = useTranslation();
  const nameOf = (id: string): string => imports.find((each) => each.import_id === id)?.file_name ?? id;
  return (
    <Card title={t('preview.earlier')} bare>
      <div className="table-wrap">
        <table className="table table--rows">
          <thead>
            <tr>
              <th scope="col">{t('preview.period')}</th>
              <th scope="col">{t('preview.files')}</th>
              <th scope="col" className="end">
                {t('preview.sent')}
              </th>
              <th scope="col" className="end">
                {t('preview.differences')}
              </th>
              <th scope="col">{t('preview.made')}</th>
              <th scope="col">{t('review.state')}</th>
            </tr>
          </thead>
          <tbody>
            {previews.map((preview) => (
              <tr key={preview.preview_id}>
                <th scope="row">
                  <a href={routeTo('preview', preview.preview_id)}>{formatRange(preview.from, preview.to)}</a>
                </th>
                <td>{preview.import_ids.map(nameOf).join(', ')}</td>
                <td className="end">{formatCount(preview.sent)}</td>
                <td className="end">{formatCount(differencesOf(preview.counts))}</td>
                <td>{formatInstant(preview.created_at)}</td>
                <td>
                  {preview.reconciliation_id === null ? (
                    <span className="muted">{t('preview.not_started')}</span>
                  ) : (
                    <a href={routeTo('review', preview.reconciliation_id)}>{t('preview.started')}</a>
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
