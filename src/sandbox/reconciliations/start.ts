import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { addDays, dayOf, endOfDay, startOfDay } from '../../shared/day.ts';
import { bankStatuses, periods, scopes } from '../../shared/enums.ts';
import { AppError } from '../../shared/errors.ts';
import { kurusAmount, sumKurus } from '../../shared/money.ts';
import { word } from '../http/input.ts';
import { invalid, notFound } from '../http/problem.ts';
import { considered, matchSides, type BankTransaction, type MatchLine, type Selection } from '../matching.ts';
import type { World } from '../world.ts';
import type { Detail, Reconciliation } from './model.ts';

const instant = z.iso.datetime({ offset: true }).transform((value) => Date.parse(value));
const missing = null;

/** The body of a start (seed page reconciliations/start); amounts in kuruş, never negative. */
export const startBody = z.object({
  scope: word(scopes),
  connector_config_id: z.guid().nullish().default(missing),
  merchant_id: z.guid().nullish().default(missing),
  period: word(periods),
  period_start: instant,
  period_end: instant.nullish().default(missing),
  bank_transactions: z
    .array(
      z.object({
        bank_transaction_id: z.string().nullish().default(missing),
        amount: kurusAmount,
        status: word(bankStatuses).nullish().default(missing),
        transaction_date: instant.nullish().default(missing),
        merchant_external_id: z.string().nullish().default(missing),
        auth_code: z.string().nullish().default(missing),
      }),
    )
    .nullish(),
});
export type StartBody = z.output<typeof startBody>;

const required = (field: string, why: string) => invalid([{ field, code: 'required', message: why }]);

/** UTC ms of the period's last moment; without one it follows from the period's kind, in Istanbul days. */
function endOf(body: StartBody): number {
  if (body.period_end !== null && body.period_end !== undefined) {
    if (body.period_end < body.period_start) {
      throw invalid([{ field: 'period_end', code: 'range', message: 'period_start tarihinden önce olamaz.' }]);
    }
    return body.period_end;
  }
  const first = dayOf(body.period_start);
  const year = Number(first.slice(0, 4));
  const month = Number(first.slice(5, 7));
  if (body.period === 'Daily') return endOfDay(first);
  if (body.period === 'Yearly') return startOfDay(`${year + 1}-01-01`) - 1;
  if (body.period === 'Monthly') {
    const next = month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
    return endOfDay(addDays(next, -1));
  }
  throw required('period_end', 'Custom dönem için zorunlu.');
}

type Owner = Pick<
  Reconciliation,
  'connector_config_id' | 'connector_config_name' | 'merchant_id' | 'merchant_name' | 'bank_code'
>;

function ownerOf(body: StartBody, world: World): Owner & { owner_id: string } {
  const none = { connector_config_id: null, connector_config_name: null, merchant_id: null, merchant_name: null, bank_code: null };
  if (body.scope === 'Connector') {
    if (!body.connector_config_id) throw required('connector_config_id', 'Connector kapsamı için zorunlu.');
    const id = body.connector_config_id.toLowerCase();
    const config = world.configs.find((one) => one.id === id);
    if (!config) throw notFound('Konnektör konfigürasyonu');
    return { ...none, connector_config_id: id, connector_config_name: config.name, bank_code: config.bank_code, owner_id: id };
  }
  if (!body.merchant_id) throw required('merchant_id', 'Merchant kapsamı için zorunlu.');
  const id = body.merchant_id.toLowerCase();
  const merchant = world.merchants.find((one) => one.id === id);
  if (!merchant) throw notFound('İşyeri');
  return { ...none, merchant_id: id, merchant_name: merchant.name, owner_id: id };
}

function detailOf({ verdict, transaction, bank }: MatchLine): Detail {
  return {
    id: randomUUID(),
    transaction_id: transaction?.id ?? null,
    bank_transaction_id: bank?.bank_transaction_id ?? null,
    db_amount: transaction?.amount ?? null,
    bank_amount: bank?.amount ?? null,
    db_status: transaction?.status ?? null,
    bank_status: bank?.status ?? null,
    discrepancy: verdict,
    detail_status: verdict === 'Matched' ? 'AutoMatched' : 'Pending',
    resolution_action: 'None',
    adjusted_amount: null,
    applied_status: null,
    resolved_at: null,
    resolved_by: null,
    remarks: null,
  };
}

/** Sum of kuruş, or 422 where a double could no longer hold it exactly. */
function total(field: string, amounts: number[]): number {
  try {
    return sumKurus(amounts);
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'state.sum_too_large')) throw error;
    throw invalid([{ field, code: 'overflow', message: 'Toplam tutar çok büyük.' }]);
  }
}

/** Compares both sides and gives a Draft (seed page reconciliations/start). `now`: UTC ms. */
export function startReconciliation(body: StartBody, world: World, now: number): Reconciliation {
  const { owner_id, ...owner } = ownerOf(body, world);
  const periodEnd = endOf(body);
  const scope: Selection['scope'] = body.scope === 'Merchant' ? 'Merchant' : 'Connector';
  const payven = considered(world.transactions, { scope, owner_id, from: body.period_start, to: periodEnd });
  const bank: BankTransaction[] = (body.bank_transactions ?? []).map((row) => ({
    bank_transaction_id: row.bank_transaction_id ?? null,
    amount: row.amount,
    status: row.status ?? null,
    transaction_date: row.transaction_date ?? null,
    merchant_external_id: row.merchant_external_id ?? null,
    auth_code: row.auth_code ?? null,
  }));
  const details = matchSides(payven, bank, scope).map(detailOf);
  return {
    id: randomUUID(),
    scope,
    ...owner,
    period: body.period,
    period_start: body.period_start,
    period_end: periodEnd,
    reconciliation_date: dayOf(now),
    total_db_transactions: payven.length,
    total_bank_transactions: bank.length,
    total_db_amount: total('transactions', payven.map((one) => one.amount)),
    total_bank_amount: total('bank_transactions', bank.map((row) => row.amount)),
    overall_status: 'Draft',
    finalized_at: null,
    finalized_by: null,
    notes: null,
    created: now,
    details: new Map(details.map((detail) => [detail.id, detail])),
  };
}
