import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionSummary } from '../../../../shared/contract/connection.ts';
import { useBankName } from '../../i18n/index.ts';
import { useAsk } from '../../query.ts';
import { Action } from '../../ui/action.tsx';
import { Skeleton } from '../../ui/busy.tsx';
import { formatCount, formatInstant } from '../../ui/format.ts';
import { ErrorNote } from '../../ui/note.tsx';
import { Card } from '../../ui/page.tsx';
import { MerchantHead, MerchantRow } from './merchant-row.tsx';

/** Adds a number that no imported file holds yet. */
function AddNumber({ onAdd }: { onAdd(number: string): void }) {
  const { t } = useTranslation();
  const [number, setNumber] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (number.trim() !== '') onAdd(number.trim());
    setNumber('');
  };
  return (
    <form className="row card__note" onSubmit={submit}>
      <TextInput aria-label={t('merchants.number')} placeholder={t('merchants.number')} value={number} maxLength={100} onChange={({ currentTarget: { value } }) => setNumber(value)} />
      <Action type="submit" disabled={number.trim() === ''}>
        {t('merchants.add')}
      </Action>
    </form>
  );
}

/** The bank's merchant numbers of a connection: those mapped, and those the imported files hold that are not. */
export function MerchantsCard({ connection }: { connection: ConnectionSummary }) {
  const { t } = useTranslation();
  const bankName = useBankName();
  const { connection_id } = connection;
  const { data, error } = useAsk('bank_merchant.list', { connection_id });
  const [added, setAdded] = useState<readonly string[]>([]);
  if (data === undefined) return <Card title={t('merchants.title')}>{error === null ? <Skeleton /> : <ErrorNote error={error} />}</Card>;
  const listed = new Set([...data.merchants, ...data.unmapped].map(({ bank_merchant_no }) => bank_merchant_no));
  const fresh = added.filter((number) => !listed.has(number));
  return (
    <Card title={t('merchants.title')} bare>
      <p className="card__note muted">{t('merchants.lead')}</p>
      {listed.size + fresh.length === 0 ? (
        <p className="card__note">{t('merchants.none')}</p>
      ) : (
        <div className="table-wrap">
          <table className="table merchants">
            <MerchantHead>
              <th scope="col">{t('merchants.changed')}</th>
            </MerchantHead>
            <tbody>
              {data.unmapped.map(({ bank_merchant_no, bank, rows }) => (
                <MerchantRow key={bank_merchant_no} number={bank_merchant_no} connection={connection} mapped={undefined} span={1}>
                  <td>
                    <span className="tag tag--warn">{t('merchants.unmapped')}</span> <span className="muted">{`${bankName(bank)}, ${t('rows', { count: rows, n: formatCount(rows) })}`}</span>
                  </td>
                </MerchantRow>
              ))}
              {data.merchants.map((each) => (
                <MerchantRow key={each.bank_merchant_no} number={each.bank_merchant_no} connection={connection} mapped={each} span={1}>
                  <td className="muted">
                    {each.changed_by}, {formatInstant(each.changed_at)}
                  </td>
                </MerchantRow>
              ))}
              {fresh.map((number) => (
                <MerchantRow key={number} number={number} connection={connection} mapped={undefined} span={1}>
                  <td className="quiet">–</td>
                </MerchantRow>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <AddNumber onAdd={(number) => setAdded([...added, number])} />
    </Card>
  );
}
