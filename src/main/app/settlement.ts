import type { settlementContract } from '../../shared/contract/settlement.ts';
import { istanbulIso } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import { listSettlements } from '../db/settlements.ts';
import type { HandlersOf } from './context.ts';
import { connectionFor } from './payven.ts';
import { instant } from './present.ts';

/** Every field that holds kuruş ends in `amount`. */
function presentAmounts<T extends { readonly bank_commission: number; readonly platform_commission: number }>({
  bank_commission,
  platform_commission,
  ...rest
}: T) {
  return { ...rest, bank_commission_amount: bank_commission, platform_commission_amount: platform_commission };
}

export const settlementHandlers = {
  'settlement.list': ({ connection_id, from, to, offset, limit }, { db }) => {
    if (from !== undefined && to !== undefined && from > to) throw new AppError('usage.range', { from, to });
    const connection = connectionFor(db, connection_id);
    const wish = { connection_id: connection.id, from: from ?? null, to: to ?? null, offset, limit };
    const { totals, rows } = listSettlements(db, wish);
    const { total, ...sums } = totals;
    return {
      total,
      sums: presentAmounts(sums),
      settlements: rows.map(({ created_at, settled_at, ...row }) => ({
        ...presentAmounts(row),
        settled_at: instant(settled_at),
        created: istanbulIso(created_at),
      })),
    };
  },
} satisfies HandlersOf<typeof settlementContract>;
