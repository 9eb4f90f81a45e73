import { z } from 'zod';
import { operationTypes, refundStatuses, transactionStatuses } from '../../shared/enums.ts';
import type { Context } from '../context.ts';
import { agrees, between, mentions, pageParams, paged, param, readQuery } from '../http/input.ts';
import type { Endpoint } from '../http/pipeline.ts';
import { notFound } from '../http/problem.ts';
import {
  configDto,
  historyDtos,
  refundDetailDto,
  refundDto,
  settlementDto,
  transactionDetailDto,
  transactionDto,
} from './present.ts';

const dates = { start_date: param.instant, end_date: param.instant };
const amounts = { min_amount: param.integer, max_amount: param.integer };

const transactionQuery = z.object({
  ...pageParams,
  ...dates,
  ...amounts,
  status: param.oneOf(transactionStatuses),
  operation_type: param.oneOf(operationTypes),
  payment_type: param.text,
  secure_type: param.text,
  card_schema_type: param.text,
  card_type: param.text,
  installment_count: param.integer,
  bin_number: param.text,
  merchant_id: param.id,
  external_merchant_id: param.text,
  basket_id: param.text,
  connector_code: param.text,
  connector_configuration_id: param.id,
  search_term: param.text,
});

const refundQuery = z.object({
  ...pageParams,
  ...dates,
  ...amounts,
  status: param.oneOf(refundStatuses),
  reason_code: param.text,
  refund_type: param.oneOf(['Full', 'Partial']),
  merchant_id: param.id,
  external_merchant_id: param.text,
  search_term: param.text,
});

const settlementQuery = z.object({
  ...pageParams,
  merchant_id: param.id,
  bank_code: param.text,
  status: param.oneOf(['Pending', 'Processing', 'Settled', 'Failed']),
  start_date: param.day,
  end_date: param.day,
});

const configQuery = z.object({
  ...pageParams,
  connector_id: param.id,
  mode: param.integer,
  include_inactive: param.flag,
  search_term: param.text,
});

/** The query names a mode by number, the answer by name (vPOS OpenAPI, connector-configurations). */
const modes = ['Test', 'Production'];

function transactionEndpoints({ world }: Context): Endpoint[] {
  // By id, which is by chance in time: Payven promises no order, and nobody should come to rely on one.
  const byId = new Map(world.transactions.map((one) => [one.id, one]));
  const inOrder = [...world.transactions].sort((a, b) => (a.id < b.id ? -1 : 1));
  const one = (id: string | undefined) => {
    const found = byId.get((id ?? '').toLowerCase());
    if (!found) throw notFound('İşlem');
    return found;
  };
  return [
    {
      method: 'GET',
      url: '/api/v1/transactions',
      route: 'transactions',
      work: ({ query }) => {
        const wish = readQuery(transactionQuery, query);
        const found = inOrder.filter(
          (item) =>
            between(item.created, wish.start_date, wish.end_date) &&
            between(item.amount, wish.min_amount, wish.max_amount) &&
            agrees(wish.status, item.status) &&
            agrees(wish.operation_type, item.operation_type) &&
            agrees(wish.payment_type, item.payment_type) &&
            agrees(wish.secure_type, item.secure_type) &&
            agrees(wish.card_schema_type, item.card_schema_type) &&
            agrees(wish.card_type, item.card_type) &&
            agrees(wish.installment_count, item.installment_count) &&
            agrees(wish.bin_number, String(item.bin_number)) &&
            agrees(wish.merchant_id, item.merchant_id) &&
            agrees(wish.external_merchant_id, item.external_merchant_id) &&
            agrees(wish.basket_id, item.basket_id) &&
            agrees(wish.connector_code, item.connector_code) &&
            agrees(wish.connector_configuration_id, item.connector_configuration_id) &&
            mentions(wish.search_term, item.id, item.basket_id, item.auth_code, item.provider_transaction_id),
        );
        return { status: 200, body: paged(found, wish, transactionDto) };
      },
    },
    {
      method: 'GET',
      url: '/api/v1/transactions/:id',
      route: 'transaction',
      work: ({ params }) => ({ status: 200, body: transactionDetailDto(one(params['id'])) }),
    },
    {
      method: 'GET',
      url: '/api/v1/transactions/:id/histories',
      route: 'histories',
      work: ({ params }) => ({ status: 200, body: historyDtos(one(params['id'])) }),
    },
  ];
}

function refundEndpoints({ world }: Context): Endpoint[] {
  const sales = new Map(world.transactions.map((one) => [one.id, one]));
  return [
    {
      method: 'GET',
      url: '/api/v1/refunds',
      route: 'refunds',
      work: ({ query }) => {
        const wish = readQuery(refundQuery, query);
        const found = world.refunds.filter((one) => {
          const sale = sales.get(one.transaction_id);
          return (
            between(one.created, wish.start_date, wish.end_date) &&
            between(one.refund_amount, wish.min_amount, wish.max_amount) &&
            agrees(wish.status, one.status) &&
            agrees(wish.reason_code, one.reason_code) &&
            agrees(wish.refund_type, one.refund_amount === sale?.amount ? 'Full' : 'Partial') &&
            agrees(wish.merchant_id, sale?.merchant_id ?? null) &&
            agrees(wish.external_merchant_id, sale?.external_merchant_id ?? null) &&
            mentions(wish.search_term, one.id, one.transaction_id, one.reason)
          );
        });
        return { status: 200, body: paged(found, wish, (one) => refundDto(one, sales.get(one.transaction_id))) };
      },
    },
    {
      method: 'GET',
      url: '/api/v1/refunds/:id',
      route: 'refund',
      work: ({ params }) => {
        const found = world.refunds.find((one) => one.id === (params['id'] ?? '').toLowerCase());
        if (!found) throw notFound('İade');
        return { status: 200, body: refundDetailDto(found, world) };
      },
    },
  ];
}

/** Transactions, refunds, settlements and configurations: everything that is only read. */
export function recordEndpoints(context: Context): Endpoint[] {
  const { world } = context;
  return [
    ...transactionEndpoints(context),
    ...refundEndpoints(context),
    {
      method: 'GET',
      url: '/api/v1/settlements',
      route: 'settlements',
      work: ({ query }) => {
        const wish = readQuery(settlementQuery, query);
        const found = world.settlements.filter(
          (one) =>
            agrees(wish.merchant_id, one.merchant_id) &&
            agrees(wish.bank_code, one.bank_code) &&
            agrees(wish.status, one.status) &&
            between(one.period_start, wish.start_date, wish.end_date),
        );
        return { status: 200, body: paged(found, wish, settlementDto) };
      },
    },
    {
      method: 'GET',
      url: '/api/v1/settlements/:id',
      route: 'settlements',
      work: ({ params }) => {
        const found = world.settlements.find((one) => one.id === (params['id'] ?? '').toLowerCase());
        if (!found) throw notFound('Hakediş');
        return { status: 200, body: settlementDto(found) };
      },
    },
    {
      method: 'GET',
      url: '/api/v1/connector-configurations',
      route: 'connectors',
      work: ({ query }) => {
        const wish = readQuery(configQuery, query);
        const found = world.configs.filter(
          (one) =>
            (wish.include_inactive === true || one.is_active) &&
            agrees(wish.connector_id, one.connector_id) &&
            agrees(wish.mode, modes.indexOf(one.mode)) &&
            mentions(wish.search_term, one.name, one.connector_code, one.bank_code),
        );
        return { status: 200, body: paged(found, wish, configDto) };
      },
    },
  ];
}
