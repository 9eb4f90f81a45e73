import { startOfDay } from '../shared/day.ts';
import type { ConnectorConfig, Merchant, Transaction, World } from './world.ts';

const OPENED = startOfDay('2025-01-02');

/** The two invented merchants of the sandbox's tenant. */
export function merchantRecords(): Merchant[] {
  const one = (number: number, name: string, city: string): Merchant => ({
    id: `0196f000-0000-4000-8000-00000000000${number}`,
    external_id: `ORNEK-${number}`,
    name,
    legal_name: `${name} (örnek kayıt)`,
    city,
    is_active: true,
    created: OPENED,
  });
  return [one(1, 'Örnek Ticaret A.Ş.', 'İstanbul'), one(2, 'Deneme Gıda Ltd. Şti.', 'İzmir')];
}

const banks = [
  ['garanti', 'Garanti BBVA', '0062', '30'],
  ['vakifbank', 'VakıfBank', '0015', '00'],
  ['yapikredi', 'Yapı Kredi', '0067', '67'],
] as const;

/** One configuration a bank, in the order garanti, vakifbank, yapikredi; bank codes are the four-digit EFT codes. */
export function configRecords(merchants: readonly Merchant[]): ConnectorConfig[] {
  return banks.map(([code, name, bank_code, prefix], index) => ({
    id: `0196f000-0000-4000-8000-0000000001${index + 10}`,
    connector_id: `0196f000-0000-4000-8000-0000000002${index + 10}`,
    connector_name: name,
    connector_code: code,
    name: `${name} vPOS`,
    mode: 'Test' as const,
    bank_code,
    terminal_id: `${prefix}6913${index}1`,
    store_id: `${prefix}00218${index}`,
    priority: index + 1,
    is_active: true,
    created: OPENED,
    merchant_numbers: Object.fromEntries(
      merchants.map((merchant, at) => [merchant.id, `${prefix}000218${index}${at + 1}`.padStart(10, '0')]),
    ),
  }));
}

/** The id a bank's one configuration has in every world. */
export function configOf(world: Pick<World, 'configs'>, bank: string): ConnectorConfig {
  const found = world.configs.find((config) => config.connector_code === bank);
  if (!found) throw new RangeError(`no configuration for ${bank}`);
  return found;
}

/** A world with merchants and configurations and nothing sold: where hand-made cases start. */
export function emptyWorld(): World {
  const merchants = merchantRecords();
  const configs = configRecords(merchants);
  return {
    slug: 'ornek-ticaret',
    tenant_id: '0196f000-0000-4000-8000-000000000300',
    bank: 'garanti',
    variant: 'standard',
    connector_config_id: configOf({ configs }, 'garanti').id,
    period_start: '2026-05-04',
    period_end: '2026-05-06',
    merchants,
    configs,
    transactions: [],
    refunds: [],
    settlements: [],
    rows: [],
    cases: [],
  };
}

/**
 * A transaction with sensible values where none are given: a completed sale in TRY.
 * `net_amount` differs from `amount` on purpose: who compares the wrong one is found out.
 */
export function transactionRecord(
  config: ConnectorConfig,
  merchant: Merchant,
  given: Partial<Transaction> & Pick<Transaction, 'id' | 'amount' | 'created'>,
): Transaction {
  const commission = given.bank_commission_amount ?? 0;
  return {
    merchant_id: merchant.id,
    external_merchant_id: merchant.external_id,
    merchant_name: merchant.name,
    basket_id: `SEPET-${given.id.slice(0, 8)}`,
    external_id: `DIS-${given.id.slice(0, 8)}`,
    net_amount: given.amount - commission,
    currency: 'TRY',
    status: 'Completed',
    operation_type: 'Sale',
    payment_type: 'Card',
    bin_number: 454_360,
    last4: '1234',
    card_holder_name: 'ÖRNEK KİŞİ',
    masked_card_number: '454360******1234',
    card_schema_type: 'Visa',
    card_brand: 'Bonus',
    card_type: 'Credit',
    issuer_bank_code: config.bank_code,
    issuer_bank_name: config.connector_name,
    is3_d_secure: true,
    secure_type: 'ThreeDSv2',
    installment_count: 1,
    completed_at: given.created + 1500,
    error_message: null,
    connector_configuration_id: config.id,
    connector_configuration_name: config.name,
    connector_code: config.connector_code,
    bank_commission_amount: commission,
    settlement_date: null,
    bank_response_code: '00',
    provider_transaction_id: null,
    auth_code: null,
    host_reference: null,
    rrn: null,
    ...given,
  };
}
