import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReconciliationDetail } from '../../../../shared/contract/reconciliation.ts';
import { useBankStatus, useOutside } from '../../i18n/index.ts';
import { Amount } from '../../ui/amount.tsx';
import { formatDay, formatInstant, shortMask } from '../../ui/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { likelyStatus } from './change.ts';
import { useFold } from './folds.ts';

interface SideRow {
  readonly label: string;
  readonly payven: ReactNode;
  readonly bank: ReactNode;
  readonly differs?: boolean;
  /** Shown among all fields alone, unless it differs. */
  readonly minor?: boolean;
}

const apart = (a: string | number | null | undefined, b: string | number | null | undefined): boolean =>
  a !== null && a !== undefined && b !== null && b !== undefined && a !== b;

const text = (value: string | number | null | undefined): ReactNode => (value === null || value === undefined || value === '' ? null : String(value));

const dayOf = (instant: string | null | undefined): string | null => instant?.slice(0, 10) ?? null;

const tailOf = (card: string | null | undefined): string | null => card?.slice(-4) ?? null;

const maskOf = (card: string | null | undefined): string | null => (card === null || card === undefined ? null : shortMask(card));

/** Where a file has no ids of its own we send made-up ones (`mm-…`); they tell nobody anything. */
const ownId = (id: string | null): string | null => (id === null || id.startsWith('mm-') ? null : id);

function useSideRows(detail: ReconciliationDetail): readonly SideRow[] {
  const { t } = useTranslation();
  const outside = useOutside();
  const bankStatus = useBankStatus();
  const { payven, bank, db_amount, bank_amount, discrepancy } = detail;
  const money = (value: number | null | undefined): ReactNode => (value === null || value === undefined ? null : <Amount value={value} />);
  const bankDate = bank?.transaction_date ?? null;
  return [
    {
      label: t('side.amount'),
      payven: db_amount === null ? null : <span className="sides__amount">{money(db_amount)}</span>,
      bank: bank_amount === null ? null : <span className="sides__amount">{money(bank_amount)}</span>,
      differs: apart(db_amount, bank_amount),
    },
    {
      label: t('side.status'),
      payven: detail.db_status === null ? null : outside('status', detail.db_status),
      bank: detail.bank_status === null ? null : bankStatus(detail.bank_status),
      differs: discrepancy === 'StatusMismatch' || apart(detail.db_status, detail.bank_status === null ? null : likelyStatus(detail.bank_status)),
    },
    {
      label: t('side.date'),
      payven: payven === null ? null : formatInstant(payven.created),
      bank: bankDate === null ? null : bank?.time_known === true ? formatInstant(bankDate) : formatDay(bankDate),
      differs: apart(dayOf(payven?.created), dayOf(bankDate)),
    },
    { label: t('side.code'), payven: text(payven?.auth_code), bank: text(bank?.auth_code), differs: apart(payven?.auth_code, bank?.auth_code) },
    {
      label: t('side.card'),
      payven: text(maskOf(payven?.masked_card_number ?? payven?.last4)),
      bank: text(maskOf(bank?.card)),
      differs: apart(tailOf(payven?.last4 ?? payven?.masked_card_number), tailOf(bank?.card)),
    },
    { minor: true, label: t('side.merchant'), payven: text(payven?.merchant_name), bank: text(bank?.bank_merchant_no) },
    {
      minor: true,
      label: t('side.commission'),
      payven: money(payven?.bank_commission_amount),
      bank: money(bank?.commission),
      differs: apart(payven?.bank_commission_amount, bank?.commission),
    },
    { minor: true, label: t('side.net'), payven: money(payven?.net_amount), bank: money(bank?.net) },
    {
      minor: true,
      label: t('side.installments'),
      payven: text(payven?.installment_count),
      bank: text(bank?.installment_count),
      differs: apart(payven?.installment_count, bank?.installment_count),
    },
    {
      minor: true,
      label: t('side.value_date'),
      payven: payven?.settlement_date === null || payven === null ? null : formatDay(payven.settlement_date),
      bank: bank?.value_date === null || bank === null ? null : formatDay(bank.value_date),
    },
    { minor: true, label: t('side.id'), payven: text(payven?.provider_transaction_id ?? detail.transaction_id), bank: text(ownId(detail.bank_transaction_id)) },
  ];
}

/** Payven and the bank beside each other; what differs is tinted and named. */
export function SidesTable({ detail }: { detail: ReconciliationDetail }) {
  const { t } = useTranslation();
  const [open, setOpen] = useFold('sides', false);
  const rows = useSideRows(detail).filter(({ payven, bank, differs, minor }) => (payven !== null || bank !== null) && (open || minor !== true || differs === true));
  const absent = { payven: detail.db_amount === null, bank: detail.bank_amount === null };
  return (
    <>
      <table className="sides" data-verdict={detail.discrepancy ?? ''}>
        <thead>
          <tr>
            <th scope="col" style={{ width: 76 }}>
              <span className="sr-only">{t('side.field')}</span>
            </th>
            <th scope="col">
              {t('side.payven')} {absent.payven ? <div className="sides__mark">{t('side.absent')}</div> : null}
            </th>
            <th scope="col">
              {t('side.bank')} {absent.bank ? <div className="sides__mark">{t('side.absent')}</div> : null}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, payven, bank, differs }) => (
            <tr key={label} data-differs={differs === true ? true : undefined}>
              <th scope="row">
                {label}
                {differs === true ? <div className="sides__mark">{t('side.differs')}</div> : null}
              </th>
              <td>{payven ?? <span className="quiet">–</span>}</td>
              <td>{bank ?? <span className="quiet">–</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <button type="button" className="fold__head sides__more" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className="fold__sign">
          <Icon name="fold" size={12} />
        </span>
        {t('pane.every_field')}
      </button>
    </>
  );
}
