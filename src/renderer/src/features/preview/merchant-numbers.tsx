import { useTranslation } from 'react-i18next';
import type { PreviewSummary } from '../../../../shared/contract/preview.ts';
import { useAsk } from '../../query.ts';
import { Action } from '../../ui/action.tsx';
import { formatCount } from '../../ui/format.ts';
import { ErrorNote, Note } from '../../ui/note.tsx';
import { Card } from '../../ui/page.tsx';
import { MerchantHead, MerchantRow } from '../bank-settings/merchant-row.tsx';
import { useConnectionId, useDesk } from '../frame/desk-context.tsx';

const tones = { here: 'tag tag--good', elsewhere: 'tag', unmapped: 'tag tag--warn' } as const;

/** The bank's merchant numbers of the rows, whose they are, and their mapping to be changed right here. */
export function MerchantNumbers({ summary, onAgain }: { summary: PreviewSummary; onAgain(several: 'split' | null): void }) {
  const { t } = useTranslation();
  const connection = useDesk().status?.connection ?? null;
  const { data, error } = useAsk('bank_merchant.list', useConnectionId());
  const numbers = summary.merchant_numbers;
  const split = summary.several_merchants === 'split';
  if (connection === null || numbers.every(({ bank_merchant_no }) => bank_merchant_no === null)) return null;
  const words = { here: t('merchants.here'), elsewhere: t('merchants.elsewhere'), unmapped: t('merchants.unmapped') } as const;
  return (
    <Card
      title={t('merchants.found')}
      tools={
        <div className="row">
          {numbers.length > 1 ? <Action onClick={() => onAgain(split ? null : 'split')}>{split ? t('merchants.again_all') : t('merchants.again_split')}</Action> : null}
          <Action onClick={() => onAgain(split ? 'split' : null)}>{t('preview.make_again')}</Action>
        </div>
      }
      bare
    >
      {summary.merchants_unclear ? <Note tone="warn">{t('merchants.unclear')}</Note> : null}
      <ErrorNote error={error} />
      <div className="table-wrap">
        <table className="table merchants">
          <MerchantHead>
            <th scope="col" className="end">
              {t('merchants.rows')}
            </th>
            <th scope="col">{t('preview.scope')}</th>
          </MerchantHead>
          <tbody>
            {numbers.map(({ bank_merchant_no, rows, belongs }) =>
              bank_merchant_no === null ? (
                <tr key="none">
                  <th scope="row" className="quiet">
                    {t('merchants.no_number')}
                  </th>
                  <td className="end">{formatCount(rows)}</td>
                  <td colSpan={4}>
                    <span className={tones[belongs]}>{words[belongs]}</span>
                  </td>
                </tr>
              ) : (
                <MerchantRow key={bank_merchant_no} number={bank_merchant_no} connection={connection} mapped={data?.merchants.find((each) => each.bank_merchant_no === bank_merchant_no)} span={2}>
                  <td className="end">{formatCount(rows)}</td>
                  <td>
                    <span className={tones[belongs]}>{words[belongs]}</span>
                  </td>
                </MerchantRow>
              ),
            )}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
