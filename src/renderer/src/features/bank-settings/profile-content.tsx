import { useTranslation } from 'react-i18next';
import { mappableFields } from '../../../../shared/bank-row.ts';
import { useBankName } from '../../i18n/index.ts';
import { useAsk } from '../../query.ts';
import { Skeleton } from '../../ui/busy.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/note.tsx';

/** What a profile says: the column of each field, the signs, and the words it was taught. */
export function ProfileContent({ name, version, onClose }: { name: string; version: number; onClose(): void }) {
  const { t } = useTranslation();
  const { data, error } = useAsk('profile.get', { name, version });
  const bankName = useBankName();
  const content = data?.content;
  const decimal = content?.decimal === 'comma' ? t('import.decimal_comma') : content?.decimal === 'dot' ? t('import.decimal_dot') : t('import.decimal_auto');
  const order = content?.date_order === 'dmy' ? t('import.date_order_dmy') : content?.date_order === 'mdy' ? t('import.date_order_mdy') : t('import.date_order_auto');
  const facts =
    content === undefined
      ? []
      : [
          [t('import.bank'), bankName(content.bank)],
          ...mappableFields.flatMap((field) => (content.columns[field] === undefined ? [] : [[t(`field.${field}`), content.columns[field].join(' + ')]])),
          [t('import.decimal'), decimal],
          [t('import.date_order'), order],
          ...(content.words.length === 0 ? [] : [[t('profile.content_words'), content.words.map(({ word, means }) => `${word} = ${t(`means.${means}`)}`).join('; ')]]),
        ];
  return (
    <Dialog open title={t('profile.content', { name, version })} onClose={onClose} size={560}>
      <ErrorNote error={error} />
      {content === undefined && error === null ? <Skeleton lines={6} /> : null}
      <dl className="facts">
        {facts.map(([label, value]) => (
          <div key={label} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
