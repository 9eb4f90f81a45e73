import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { generateWorld } from '../../src/sandbox/generator.ts';
import { trueStart } from '../../src/sandbox/sent.ts';
import { serveWorld, type Served } from '../../src/sandbox/server.ts';
import { clientOf, fetchToken, type Client } from '../builders/sandbox.ts';

/** The fields of Payven's answers, by name (vPOS and identity OpenAPI): none missing, none invented. */
const reconciliation = `id scope connector_config_id connector_config_name merchant_id merchant_name bank_code period
  period_start period_end reconciliation_date total_db_transactions total_bank_transactions matched_count
  amount_mismatch_count status_mismatch_count orphan_db_count orphan_bank_count resolved_count ignored_count
  total_db_amount total_bank_amount overall_status finalized_at finalized_by notes created`;
const detail = `id reconciliation_id transaction_id bank_transaction_id db_amount bank_amount db_status bank_status
  discrepancy detail_status resolution_action adjusted_amount applied_status resolved_at resolved_by remarks`;
const transaction = `extra_properties_dict id merchant_id external_merchant_id merchant_name basket_id external_id amount
  net_amount currency status operation_type payment_type bin_number last4 card_holder_name masked_card_number
  card_schema_type card_brand card_type issuer_bank_code issuer_bank_name issuer_bank_logo_url is3_d_secure secure_type
  installment_count created completed_at error_message connector_configuration_id connector_configuration_name
  connector_code installment_amount bank_commission_amount merchant_commission_amount net_merchant_amount
  settlement_date bank_response_code md_status provider_transaction_id auth_code host_reference rrn`;
const secret = `ip_address cavv eci xid md three_ds_server_trans_id provider_raw_request provider_raw_response`;
const history = `id transaction_id connector_configuration_id connector_configuration_name previous_status new_status
  message error_code error_message provider_transaction_id auth_code host_reference md_status cavv eci xid md
  three_ds_server_trans_id provider_raw_response operation_amount created`;
const refund = `id transaction_id merchant_id merchant_external_id merchant_name refund_amount original_amount currency
  status reason_code reason created_by created completed_at error_message`;
const refundMore = `original_transaction_basket_id original_transaction_card_last4 original_transaction_card_schema_type
  original_transaction_connector_name original_transaction_created provider_transaction_id provider_response_code
  provider_response_message sibling_refunds`;
const settlement = `id merchant_id merchant_name period_start period_end bank_code currency gross_amount refund_amount
  bank_commission platform_commission net_amount transaction_count refund_count status settled_at bank_reference notes created`;
const config = `extra_properties_dict id connector_id connector_name connector_code name mode api_key secret_key username
  password terminal_id store_id api_endpoint_url three_d_secure_endpoint_url extra_credentials bank_code priority
  is_active created last_modified`;
const merchant = `id tenant_id name legal_name external_id tax_id tax_office bkm_member_id email contact_phone city
  district address url default_mcc default_mcc_category parent_id parent_name is_active status created last_modified`;
const page = 'items page total_pages total_count has_previous_page has_next_page';

const fields = z.record(z.string(), z.unknown());
const sorted = (...names: string[]): string[] => names.join(' ').split(/\s+/).sort();
const keys = (value: unknown): string[] => Object.keys(fields.parse(value)).sort();
const first = (value: unknown): unknown => z.looseObject({ items: z.array(z.unknown()) }).parse(value).items[0];
const idOf = (value: unknown): string => z.looseObject({ id: z.string() }).parse(value).id;

let served: Served;
let client: Client;
beforeAll(async () => {
  served = await serveWorld(generateWorld({ seed: 1, transactions: 150, bank: 'garanti', variant: 'standard' }));
  client = clientOf(served.url, await fetchToken(served));
});
afterAll(() => served.close());

const body = async (path: string): Promise<unknown> => (await client.get(path)).body;

describe('answers have exactly the fields of the OpenAPI', () => {
  it('transactions', async () => {
    const list = await body('/transactions');
    const id = idOf(first(list));
    expect(keys(list)).toEqual(sorted(page));
    expect(keys(first(list))).toEqual(sorted(transaction));
    expect(keys(await body(`/transactions/${id}`))).toEqual(sorted(transaction, secret));
    expect(keys(z.array(z.unknown()).parse(await body(`/transactions/${id}/histories`))[0])).toEqual(sorted(history));
  });

  it('refunds, settlements, configurations and merchants', async () => {
    const list = await body('/refunds');
    expect(keys(first(list))).toEqual(sorted(refund));
    expect(keys(await body(`/refunds/${idOf(first(list))}`))).toEqual(sorted(refund, refundMore));
    expect(keys(first(await body('/settlements')))).toEqual(sorted(settlement));
    expect(keys(first(await body('/connector-configurations')))).toEqual(sorted(config));
    expect(keys(first(await body('/merchants')))).toEqual(sorted(merchant));
  });

  it('reconciliations', async () => {
    const started = (await client.post('/reconciliations/start', trueStart(generateWorld({ seed: 1, transactions: 150, bank: 'garanti', variant: 'standard' })))).body;
    const { id, details } = z.looseObject({ id: z.string(), details: z.array(z.unknown()) }).parse(started);
    expect(keys(started)).toEqual(sorted(reconciliation, 'details'));
    expect(keys(details[0])).toEqual(sorted(detail));
    expect(keys(first(await body('/reconciliations')))).toEqual(sorted(reconciliation));
    expect(keys(first(await body(`/reconciliations/${id}/details`)))).toEqual(sorted(detail));
    expect(keys((await client.post(`/reconciliations/${id}/cancel`)).body)).toEqual(sorted(reconciliation));
    expect(started).toMatchObject({ created: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+\+00:00$/), finalized_at: null });
  });
});
