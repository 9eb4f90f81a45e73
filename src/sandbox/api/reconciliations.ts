import { z } from 'zod';
import { detailStatuses, discrepancies, overallStatuses, periods, scopes } from '../../shared/enums.ts';
import type { Context } from '../context.ts';
import { agrees, between, pageParams, paged, param, readBody, readQuery } from '../http/input.ts';
import type { StateChange } from '../http/journal.ts';
import type { Call, Endpoint } from '../http/pipeline.ts';
import { Problem, notFound } from '../http/problem.ts';
import {
  bulkBody,
  cancel,
  cancelBody,
  demandOpen,
  finalize,
  finalizeBody,
  resolveBody,
  resolveDetail,
  type Actor,
} from '../reconciliations/changes.ts';
import { countsOf, type Detail, type Reconciliation } from '../reconciliations/model.ts';
import { startBody, startReconciliation } from '../reconciliations/start.ts';
import { detailDto, reconciliationDto, withDetailsDto } from './present.ts';

const root = '/api/v1/reconciliations';

const listQuery = z.object({
  ...pageParams,
  scope: param.oneOf(scopes),
  connector_config_id: param.id,
  merchant_id: param.id,
  bank_code: param.text,
  period: param.oneOf(periods),
  overall_status: param.oneOf(overallStatuses),
  start_date: param.instant,
  end_date: param.instant,
});

const detailQuery = z.object({
  ...pageParams,
  discrepancy: param.oneOf(discrepancies),
  detail_status: param.oneOf(detailStatuses),
  only_pending: param.flag,
});

function found(context: Context, call: Call): Reconciliation {
  const one = context.reconciliations.get((call.params['id'] ?? '').toLowerCase());
  if (!one) throw notFound('Mutabakat');
  return one;
}

const actorOf = (context: Context, call: Call): Actor => ({ client: call.client, now: context.now() });

function tellResolved(context: Context, call: Call, one: Reconciliation, detail: Detail): void {
  context.journal.state({
    what: 'detail.resolved',
    reconciliation_id: one.id,
    detail_id: detail.id,
    idempotency_key: call.idempotency_key,
    action: detail.resolution_action,
    adjusted_amount: detail.adjusted_amount,
    applied_status: detail.applied_status,
    detail_status: detail.detail_status,
    overall_status: one.overall_status,
  });
}

function readEndpoints(context: Context): Endpoint[] {
  return [
    {
      method: 'GET',
      url: root,
      route: 'list',
      work: ({ query }) => {
        const wish = readQuery(listQuery, query);
        const items = [...context.reconciliations.values()].filter(
          (one) =>
            agrees(wish.scope, one.scope) &&
            agrees(wish.connector_config_id, one.connector_config_id) &&
            agrees(wish.merchant_id, one.merchant_id) &&
            agrees(wish.bank_code, one.bank_code) &&
            agrees(wish.period, one.period) &&
            agrees(wish.overall_status, one.overall_status) &&
            between(one.created, wish.start_date, wish.end_date),
        );
        return { status: 200, body: paged(items, wish, reconciliationDto) };
      },
    },
    {
      method: 'GET',
      url: `${root}/:id`,
      route: 'get',
      work: (call) => ({ status: 200, body: withDetailsDto(found(context, call)) }),
    },
    {
      method: 'GET',
      url: `${root}/:id/details`,
      route: 'details',
      work: (call) => {
        const one = found(context, call);
        const wish = readQuery(detailQuery, call.query);
        const items = [...one.details.values()].filter(
          (detail) =>
            agrees(wish.discrepancy, detail.discrepancy) &&
            agrees(wish.detail_status, detail.detail_status) &&
            (wish.only_pending !== true || detail.detail_status === 'Pending'),
        );
        return { status: 200, body: paged(items, wish, (detail) => detailDto(detail, one.id)) };
      },
    },
  ];
}

/** Each item stands for itself: one that fails is told of, the others are kept (Payven guide, bulk-resolve). */
function bulkResolve(context: Context, call: Call): { status: number; body: unknown } {
  const { items } = readBody(bulkBody, call.body);
  const one = found(context, call);
  demandOpen(one);
  const details: Detail[] = [];
  const errors: { detail_id: string; message: string }[] = [];
  for (const item of items) {
    try {
      const body = readBody(resolveBody, item.request);
      const detail = resolveDetail(one, item.detail_id, body, actorOf(context, call));
      details.push(detail);
      tellResolved(context, call, one, detail);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const reasons = error.errors?.map((reason) => `${reason.field}: ${reason.message}`).join('; ');
      errors.push({ detail_id: item.detail_id, message: reasons ?? error.message });
    }
  }
  const body = {
    processed: details.length,
    failed: errors.length,
    details: details.map((detail) => detailDto(detail, one.id)),
    errors,
  };
  return { status: 200, body };
}

function answerEndpoints(context: Context): Endpoint[] {
  return [
    {
      method: 'POST',
      url: `${root}/:id/details/:detail_id/resolve`,
      route: 'resolve',
      work: (call) => {
        const body = readBody(resolveBody, call.body);
        const one = found(context, call);
        const detail = resolveDetail(one, call.params['detail_id'] ?? '', body, actorOf(context, call));
        tellResolved(context, call, one, detail);
        return { status: 200, body: detailDto(detail, one.id) };
      },
    },
    {
      method: 'POST',
      url: `${root}/:id/details/bulk-resolve`,
      route: 'bulk-resolve',
      work: (call) => bulkResolve(context, call),
    },
  ];
}

function lifeEndpoints(context: Context): Endpoint[] {
  const transactions = new Map(context.world.transactions.map((one) => [one.id, one]));
  const told = (what: StateChange, one: Reconciliation, call: Call): void =>
    context.journal.state({
      what,
      reconciliation_id: one.id,
      idempotency_key: call.idempotency_key,
      overall_status: one.overall_status,
      ...countsOf(one),
    });
  return [
    {
      method: 'POST',
      url: `${root}/start`,
      route: 'start',
      limit: context.start_limit,
      work: (call) => {
        const one = startReconciliation(readBody(startBody, call.body), context.world, context.now());
        context.reconciliations.set(one.id, one);
        told('reconciliation.started', one, call);
        return { status: 201, body: withDetailsDto(one) };
      },
    },
    {
      method: 'POST',
      url: `${root}/:id/finalize`,
      route: 'finalize',
      work: (call) => {
        const body = readBody(finalizeBody, call.body);
        const one = found(context, call);
        finalize(one, body, actorOf(context, call), transactions);
        told('reconciliation.finalized', one, call);
        return { status: 200, body: withDetailsDto(one) };
      },
    },
    {
      method: 'POST',
      url: `${root}/:id/cancel`,
      route: 'cancel',
      work: (call) => {
        const body = readBody(cancelBody, call.body);
        const one = found(context, call);
        cancel(one, body.reason ?? null);
        told('reconciliation.cancelled', one, call);
        return { status: 200, body: reconciliationDto(one) };
      },
    },
  ];
}

/** Reconciliations from start to end (seed pages reconciliations/start and /cancel, Payven guide). */
export function reconciliationEndpoints(context: Context): Endpoint[] {
  return [...readEndpoints(context), ...answerEndpoints(context), ...lifeEndpoints(context)];
}
