import type { Detail, Reconciliation } from '../reconciliations/model.ts';
import { countsOf } from '../reconciliations/model.ts';
import type { ConnectorConfig, Merchant, Refund, Settlement, Transaction, World } from '../world.ts';

/** Answers carry instants in UTC with `+00:00` (Payven guide, time). */
const iso = (instant: number): string => new Date(instant).toISOString().replace('Z', '+00:00');
const isoOrNull = (instant: number | null): string | null => (instant === null ? null : iso(instant));

export function merchantDto(one: Merchant, tenantId: string): Record<string, unknown> {
  return {
    id: one.id,
    tenant_id: tenantId,
    name: one.name,
    legal_name: one.legal_name,
    external_id: one.external_id,
    tax_id: null,
    tax_office: null,
    bkm_member_id: null,
    email: null,
    contact_phone: null,
    city: one.city,
    district: null,
    address: null,
    url: null,
    default_mcc: null,
    default_mcc_category: null,
    parent_id: null,
    parent_name: null,
    is_active: one.is_active,
    status: 'approved',
    created: iso(one.created),
    last_modified: iso(one.created),
  };
}

/** Carries credentials on purpose, as Payven does; all invented, so that a client's dropping them can be tested. */
export function configDto(one: ConnectorConfig): Record<string, unknown> {
  const invented = (name: string): string => `sandbox-invented-${name}-${one.connector_code}`;
  return {
    extra_properties_dict: {},
    id: one.id,
    connector_id: one.connector_id,
    connector_name: one.connector_name,
    connector_code: one.connector_code,
    name: one.name,
    mode: one.mode,
    api_key: invented('api-key'),
    secret_key: invented('secret-key'),
    username: invented('username'),
    password: invented('password'),
    terminal_id: one.terminal_id,
    store_id: one.store_id,
    api_endpoint_url: null,
    three_d_secure_endpoint_url: null,
    extra_credentials: JSON.stringify({ store_key: invented('extra-credential') }),
    bank_code: one.bank_code,
    priority: one.priority,
    is_active: one.is_active,
    created: iso(one.created),
    last_modified: iso(one.created),
  };
}

export function transactionDto(one: Transaction): Record<string, unknown> {
  return {
    extra_properties_dict: {},
    ...one,
    issuer_bank_logo_url: null,
    created: iso(one.created),
    completed_at: isoOrNull(one.completed_at),
    settlement_date: isoOrNull(one.settlement_date),
    installment_amount: Math.floor(one.amount / one.installment_count),
    merchant_commission_amount: 0,
    net_merchant_amount: one.net_amount,
    md_status: one.is3_d_secure ? 'FullyAuthenticated' : null,
  };
}

/** The one transaction's answer adds what a client should show on demand and never keep. */
export function transactionDetailDto(one: Transaction): Record<string, unknown> {
  return {
    ...transactionDto(one),
    ip_address: '192.0.2.10',
    cavv: 'SANDBOX-CAVV',
    eci: '05',
    xid: 'SANDBOX-XID',
    md: 'SANDBOX-MD',
    three_ds_server_trans_id: 'SANDBOX-3DS-SERVER',
    provider_raw_request: '<sandbox-raw-request/>',
    provider_raw_response: '<sandbox-raw-response/>',
  };
}

/** From Created to the present status, one step. */
export function historyDtos(one: Transaction): Record<string, unknown>[] {
  const step = (index: number, previous: string | null, next: string, at: number): Record<string, unknown> => ({
    id: `${one.id.slice(0, -1)}${index}`,
    transaction_id: one.id,
    connector_configuration_id: one.connector_configuration_id,
    connector_configuration_name: one.connector_configuration_name,
    previous_status: previous,
    new_status: next,
    message: null,
    error_code: null,
    error_message: one.error_message,
    provider_transaction_id: one.provider_transaction_id,
    auth_code: one.auth_code,
    host_reference: one.host_reference,
    md_status: null,
    cavv: 'SANDBOX-CAVV',
    eci: '05',
    xid: 'SANDBOX-XID',
    md: 'SANDBOX-MD',
    three_ds_server_trans_id: 'SANDBOX-3DS-SERVER',
    provider_raw_response: '<sandbox-raw-response/>',
    operation_amount: one.amount,
    created: iso(at),
  });
  const first = step(0, null, 'Created', one.created);
  if (one.status === 'Created') return [first];
  return [first, step(1, 'Created', one.status, one.completed_at ?? one.created)];
}

export function refundDto(one: Refund, sale: Transaction | undefined): Record<string, unknown> {
  return {
    id: one.id,
    transaction_id: one.transaction_id,
    merchant_id: sale?.merchant_id,
    merchant_external_id: sale?.external_merchant_id ?? null,
    merchant_name: sale?.merchant_name ?? null,
    refund_amount: one.refund_amount,
    original_amount: sale?.amount ?? one.refund_amount,
    currency: sale?.currency ?? 'TRY',
    status: one.status,
    reason_code: one.reason_code,
    reason: one.reason,
    created_by: 'sandbox',
    created: iso(one.created),
    completed_at: isoOrNull(one.completed_at),
    error_message: null,
  };
}

/** `sibling_refunds`: the other refunds of the same sale (seed page refunds/{id}). */
export function refundDetailDto(one: Refund, world: World): Record<string, unknown> {
  const sale = world.transactions.find((transaction) => transaction.id === one.transaction_id);
  const siblings = world.refunds.filter((other) => other.transaction_id === one.transaction_id && other.id !== one.id);
  return {
    ...refundDto(one, sale),
    original_transaction_basket_id: sale?.basket_id ?? null,
    original_transaction_card_last4: sale?.last4 ?? null,
    original_transaction_card_schema_type: sale?.card_schema_type ?? null,
    original_transaction_connector_name: sale?.connector_configuration_name ?? null,
    original_transaction_created: iso(sale?.created ?? one.created),
    provider_transaction_id: one.provider_transaction_id,
    provider_response_code: '00',
    provider_response_message: 'Onaylandı',
    sibling_refunds: siblings.map((other) => ({
      id: other.id,
      refund_amount: other.refund_amount,
      status: other.status,
      created: iso(other.created),
    })),
  };
}

export function settlementDto(one: Settlement): Record<string, unknown> {
  return {
    ...one,
    platform_commission: 0,
    settled_at: isoOrNull(one.settled_at),
    notes: null,
    created: iso(one.created),
  };
}

export function detailDto(one: Detail, reconciliationId: string): Record<string, unknown> {
  return { ...one, reconciliation_id: reconciliationId, resolved_at: isoOrNull(one.resolved_at) };
}

export function reconciliationDto(one: Reconciliation): Record<string, unknown> {
  const { details: _details, ...fields } = one;
  return {
    ...fields,
    ...countsOf(one),
    period_start: iso(one.period_start),
    period_end: iso(one.period_end),
    finalized_at: isoOrNull(one.finalized_at),
    created: iso(one.created),
  };
}

export function withDetailsDto(one: Reconciliation): Record<string, unknown> {
  return { ...reconciliationDto(one), details: [...one.details.values()].map((detail) => detailDto(detail, one.id)) };
}
