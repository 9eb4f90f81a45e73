import { dayOf, startOfDay, type Day } from '../../shared/day.ts';
import { addKurus } from '../../shared/money.ts';
import type { Random } from '../random.ts';
import type { ConnectorConfig, Settlement, Transaction } from '../world.ts';

const blank = (id: string, one: Transaction, day: Day, bankCode: string): Settlement => ({
  id,
  merchant_id: one.merchant_id,
  merchant_name: one.merchant_name,
  period_start: day,
  period_end: day,
  bank_code: bankCode,
  currency: 'TRY',
  gross_amount: 0,
  refund_amount: 0,
  bank_commission: 0,
  net_amount: 0,
  transaction_count: 0,
  refund_count: 0,
  status: 'Settled',
  settled_at: startOfDay(day) + 33 * 3_600_000,
  bank_reference: `ODEME-${id.slice(0, 8)}`,
  created: startOfDay(day) + 30 * 3_600_000,
});

/** What the banks paid out a day and merchant: TRY sales less refunds less commission, in kuruş. */
export function settle(
  transactions: readonly Transaction[],
  configs: readonly ConnectorConfig[],
  random: Random,
): Settlement[] {
  const codes = new Map(configs.map((config) => [config.id, config.bank_code]));
  const settlements = new Map<string, Settlement>();
  for (const one of transactions) {
    if (one.currency !== 'TRY' || (one.status !== 'Completed' && one.status !== 'Refunded')) continue;
    const bankCode = codes.get(one.connector_configuration_id) ?? '';
    const day = dayOf(one.created);
    const key = `${bankCode} ${one.merchant_id} ${day}`;
    const paid = settlements.get(key) ?? blank(random.uuid(), one, day, bankCode);
    settlements.set(key, paid);
    if (one.operation_type === 'Refund') {
      paid.refund_amount = addKurus(paid.refund_amount, one.amount);
      paid.refund_count += 1;
    } else {
      paid.gross_amount = addKurus(paid.gross_amount, one.amount);
      paid.bank_commission = addKurus(paid.bank_commission, one.bank_commission_amount);
      paid.transaction_count += 1;
    }
    paid.net_amount = paid.gross_amount - paid.refund_amount - paid.bank_commission;
  }
  return [...settlements.values()];
}
