import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type MappableField, mappableFields } from '../../../../shared/bank-row.ts';
import { Card } from '../../ui/page.tsx';
import type { InspectedColumn } from './inspected.ts';

/** What the matching lives on; said by name where no column holds it. */
const essential: readonly MappableField[] = ['amount', 'transaction_date', 'auth_code', 'bank_transaction_id', 'kind', 'status'];

/** A column as a table shows it; samples come only with a file that is being looked at. */
type ShownColumn = Omit<InspectedColumn, 'samples'> & { readonly samples?: readonly string[] };

interface ColumnsTableProps {
  columns: readonly ShownColumn[];
  /** Header or field an open question is about. */
  asked?: readonly unknown[];
  /** Absent: the columns are shown as they were read, and nothing can be chosen. */
  onChoose?(header: string, field: MappableField | null): void;
}

function FieldCell({ column, asked, onChoose }: { column: ShownColumn; asked: boolean; onChoose: ColumnsTableProps['onChoose'] }) {
  const { t } = useTranslation();
  const { header, field } = column;
  if (onChoose === undefined || header === '') return <>{field === null ? <span className="quiet">{t('columns.unused')}</span> : t(`field.${field}`)}</>;
  return (
    <NativeSelect
      aria-label={t('columns.field_of', { header })}
      value={field ?? ''}
      error={asked}
      data={[{ value: '', label: t('columns.unused') }, ...mappableFields.map((each) => ({ value: each, label: t(`field.${each}`) }))]}
      onChange={({ currentTarget: { value } }) => onChoose(header, mappableFields.find((each) => each === value) ?? null)}
    />
  );
}

/** Column by column: what it means, how sure that is, why, and its first values. */
export function ColumnsTable({ columns, asked = [], onChoose }: ColumnsTableProps) {
  const { t } = useTranslation();
  const samples = columns.some((column) => column.samples !== undefined);
  return (
    <div className="table-wrap" tabIndex={0} role="group" aria-label={t('import.mapping')}>
      <table className="table mapping">
        <thead>
          <tr>
            <th scope="col">{t('columns.header')}</th>
            <th scope="col">{t('columns.field')}</th>
            <th scope="col" className="end">
              {t('columns.sure')}
            </th>
            <th scope="col">{t('columns.why')}</th>
            {samples ? <th scope="col">{t('columns.samples')}</th> : null}
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <tr key={column.at} data-unused={column.field === null ? true : undefined}>
              <th scope="row">{column.header === '' ? <span className="quiet">{t('columns.unnamed')}</span> : column.header}</th>
              <td>
                <FieldCell column={column} asked={asked.includes(column.header)} onChoose={onChoose} />
              </td>
              <td className="end">
                {column.field === null ? <span className="quiet">–</span> : <span className={column.confidence < 60 || column.content_agrees === false ? 'tag tag--warn' : undefined}>{t('columns.sure_n', { n: column.confidence })}</span>}
              </td>
              <td className="mapping__why">
                {column.reason_text} {column.also === null ? null : t('columns.also', { field: t(`field.${column.also}`) })}
              </td>
              {samples ? <td className="mapping__values">{column.samples?.join(' · ') || '–'}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The columns of a file that is being looked at, each to be corrected by choosing. */
export function ColumnsCard(props: Required<ColumnsTableProps>) {
  const { t } = useTranslation();
  const missing = essential.filter((field) => !props.columns.some((column) => column.field === field || column.also === field));
  return (
    <Card title={t('import.mapping')} tools={<span className="muted">{t('import.mapping_lead')}</span>} bare>
      <ColumnsTable {...props} />
      {missing.length === 0 ? null : <p className="card__note muted">{t('columns.missing', { fields: missing.map((field) => t(`field.${field}`)).join(', ') })}</p>}
    </Card>
  );
}
