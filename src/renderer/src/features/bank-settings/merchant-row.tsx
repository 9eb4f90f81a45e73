import { NativeSelect } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BankMerchant } from '../../../../shared/contract/bank-merchant.ts';
import type { ConnectionSummary } from '../../../../shared/contract/connection.ts';
import { useRun } from '../../query.ts';
import { Action } from '../../ui/action.tsx';
import { ErrorNote } from '../../ui/note.tsx';

interface MerchantRowProps {
  number: string;
  connection: ConnectionSummary;
  /** What it is mapped to; undefined: to nothing yet. */
  mapped: BankMerchant | undefined;
  /** Cells of the screen's own, behind the number. */
  children?: ReactNode;
  /** How many cells those are. */
  span?: number;
}

/** A merchant the bank's number can stand for: only those Payven knows by an external id can be told apart by it. */
const merchantsOf = ({ merchants }: ConnectionSummary) => merchants.flatMap(({ external_id, name, id }) => (external_id === null ? [] : [{ value: external_id, label: `${name ?? id} (${external_id})` }]));

/** A bank's merchant number and what it stands for at Payven, edited where it stands. */
export function MerchantRow({ number, connection, mapped, children, span = 0 }: MerchantRowProps) {
  const { t } = useTranslation();
  const [connector, setConnector] = useState<string | null>(null);
  const [merchant, setMerchant] = useState<string | null>(null);
  const { running, error, run } = useRun();
  const wantedConnector = connector ?? mapped?.connector_config_id ?? '';
  const wantedMerchant = merchant ?? mapped?.merchant_external_id ?? '';
  const changed = wantedConnector !== (mapped?.connector_config_id ?? '') || wantedMerchant !== (mapped?.merchant_external_id ?? '');
  const place = { connection_id: connection.connection_id, bank_merchant_no: number };
  const forget = (): void => {
    setConnector(null);
    setMerchant(null);
  };
  const save = async (): Promise<void> => {
    const saved = await run('bank_merchant.save', { ...place, connector_config_id: wantedConnector === '' ? null : wantedConnector, merchant_external_id: wantedMerchant === '' ? null : wantedMerchant });
    if (saved !== null) forget();
  };
  const remove = async (): Promise<void> => {
    if ((await run('bank_merchant.remove', place)) !== null) forget();
  };
  const nothing = { value: '', label: t('merchants.nothing') };
  return (
    <>
      <tr>
        <th scope="row">{number}</th>
        {children}
        <td>
          <NativeSelect
            aria-label={t('merchants.connector_of', { number })}
            value={wantedConnector}
            data={[nothing, ...connection.connectors.map(({ id, name }) => ({ value: id, label: name ?? id }))]}
            onChange={({ currentTarget: { value } }) => setConnector(value)}
          />
        </td>
        <td>
          <NativeSelect aria-label={t('merchants.merchant_of', { number })} value={wantedMerchant} data={[nothing, ...merchantsOf(connection)]} onChange={({ currentTarget: { value } }) => setMerchant(value)} />
        </td>
        <td className="end">
          <div className="row nowrap">
            <Action aria-label={t('merchants.save_of', { number })} disabled={!changed || (wantedConnector === '' && wantedMerchant === '') || running !== null} onClick={() => void save()}>
              {t('merchants.save')}
            </Action>
            {mapped === undefined ? null : (
              <Action look="bare" aria-label={t('merchants.remove_of', { number })} disabled={running !== null} onClick={() => void remove()}>
                {t('merchants.remove')}
              </Action>
            )}
          </div>
        </td>
      </tr>
      {error === null ? null : (
        <tr>
          <td colSpan={4 + span}>
            <ErrorNote error={error} />
          </td>
        </tr>
      )}
    </>
  );
}

/** The heads of the columns {@link MerchantRow} makes. */
export function MerchantHead({ children }: { children?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <thead>
      <tr>
        <th scope="col">{t('merchants.number')}</th>
        {children}
        <th scope="col">{t('merchants.connector')}</th>
        <th scope="col">{t('merchants.merchant')}</th>
        <th scope="col">
          <span className="sr-only">{t('merchants.save')}</span>
        </th>
      </tr>
    </thead>
  );
}
