import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mappableFields, type MappableField } from '../../../../shared/bank-row.ts';
import { Action } from '../../ui/action.tsx';
import { formatCount } from '../../ui/format.ts';
import { Card } from '../../ui/page.tsx';
import type { Inspected } from './inspected.ts';

/** What the matching lives on; shown always, mapped or not. */
const essential: readonly MappableField[] = ['amount', 'transaction_date', 'auth_code', 'bank_transaction_id', 'kind', 'status'];
const SHOWN_ROWS = 3;

interface MappingCardProps {
  data: Inspected;
  /** What the user chose: field -> header. */
  map: Record<string, string>;
  onMap(map: Record<string, string>): void;
}

function MappingRow({ field, header, data, onChoose }: { field: MappableField; header: string; data: Inspected; onChoose(header: string): void }) {
  const { t } = useTranslation();
  const at = data.headers.indexOf(header);
  const values = at < 0 ? [] : data.sample.slice(0, SHOWN_ROWS).map((row) => row.cells[at] ?? '');
  const asked = data.problem?.details['field'] === field || data.problem?.details['header'] === header;
  return (
    <tr>
      <th scope="row">{t(`field.${field}`)}</th>
      <td>
        <NativeSelect
          aria-label={t('import.column_for', { field: t(`field.${field}`) })}
          value={header}
          error={asked && header !== ''}
          data={[{ value: '', label: t('import.column_none'), disabled: header !== '' }, ...data.headers.filter((each) => each !== '').map((each) => ({ value: each, label: each }))]}
          onChange={({ currentTarget: { value } }) => onChoose(value)}
        />
      </td>
      <td className="mapping__values">{values.filter((value) => value !== '').join(' · ') || '–'}</td>
    </tr>
  );
}

/** Field by field: the column it is read from, its first values, and another column to choose. */
export function MappingCard({ data, map, onMap }: MappingCardProps) {
  const { t } = useTranslation();
  const [more, setMore] = useState(false);
  const known: Readonly<Record<string, string | undefined>> = { ...data.summary?.mapping, ...map };
  const mapped = mappableFields.filter((field) => essential.includes(field) || known[field] !== undefined);
  const rest = mappableFields.filter((field) => !mapped.includes(field));
  const ordered = [...essential, ...mapped.filter((field) => !essential.includes(field)), ...(more ? rest : [])];
  return (
    <Card title={t('import.mapping')} tools={<span className="muted">{t('import.mapping_lead')}</span>} bare>
      <div className="table-wrap">
        <table className="table mapping">
          <thead>
            <tr>
              <th scope="col">{t('import.field')}</th>
              <th scope="col">{t('import.column')}</th>
              <th scope="col">{t('import.values')}</th>
            </tr>
          </thead>
          <tbody>
            {ordered.map((field) => (
              <MappingRow key={field} field={field} header={known[field] ?? ''} data={data} onChoose={(header) => onMap({ ...map, [field]: header })} />
            ))}
          </tbody>
        </table>
      </div>
      {more || rest.length === 0 ? null : (
        <Action look="bare" onClick={() => setMore(true)}>
          {t('import.more_fields', { n: formatCount(rest.length) })}
        </Action>
      )}
    </Card>
  );
}
