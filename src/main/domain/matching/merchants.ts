import type { belongings } from '../../../shared/contract/preview.ts';
import type { Scope } from '../../../shared/enums.ts';

/**
 * What a bank's merchant number stands for at Payven: a connector configuration, a
 * merchant by its external id, or both. Only what somebody has mapped is known; the
 * number itself is never Payven's external id (Payven guide, "What we send").
 */
export interface MerchantMapping {
  readonly connector_config_id: string | null;
  readonly merchant_external_id: string | null;
}

/** What a preview is about, and which bank merchant numbers belong to it. */
export interface MerchantRule {
  readonly scope: Scope;
  readonly connector_config_id: string | null;
  /** Of the merchant chosen under Merchant scope; null where Payven knows it by none. */
  readonly merchant_external_id: string | null;
  readonly mappings: ReadonlyMap<string, MerchantMapping>;
  /** True: of files with several numbers only rows mapped to this scope are taken. */
  readonly split: boolean;
}

/** Whether rows of a bank merchant number belong to the scope. A number without a mapping says nothing. */
export function belongingOf(number: string | null, rule: MerchantRule): (typeof belongings)[number] {
  const mapping = number === null ? undefined : rule.mappings.get(number);
  const [mapped, wanted] =
    rule.scope === 'Connector'
      ? [mapping?.connector_config_id ?? null, rule.connector_config_id]
      : [mapping?.merchant_external_id ?? null, rule.merchant_external_id];
  if (mapped === null) return 'unmapped';
  return mapped === wanted ? 'here' : 'elsewhere';
}

/** The external id that goes out with a row: the one its number is mapped to, else none. */
export function externalIdOf(number: string | null, rule: MerchantRule): string | null {
  return (number === null ? undefined : rule.mappings.get(number))?.merchant_external_id ?? null;
}
