import type { Random } from '../random.ts';

export interface References {
  provider_transaction_id: string;
  host_reference: string;
  rrn: string;
}

/** Hands out codes and references that never repeat unless a case repeats them on purpose. */
export interface Codes {
  auth(): string;
  references(): References;
}

const CODES = 1_000_000;
/** Coprime with a million, so that a million codes pass before one returns. */
const STEP = 370_261;

/**
 * Authorisation codes of six digits, the first of them with a leading zero whatever
 * the seed; letters follow after a million. Provider ids have 18 digits, beyond what a double holds exactly.
 */
export function uniqueCodes(random: Random): Codes {
  const offset = random.int(1, 99_999);
  const prefix = String(random.int(100, 899));
  let auths = 0;
  let references = 0;
  return {
    auth: () => {
      const index = auths++;
      if (index >= CODES) return `A${(index - CODES).toString(36).toUpperCase().padStart(5, '0')}`;
      return String((offset + index * STEP) % CODES).padStart(6, '0');
    },
    references: () => {
      const serial = String(++references).padStart(9, '0');
      return {
        provider_transaction_id: `${prefix}12605${serial}7`,
        host_reference: `HST${prefix}${serial}`,
        rrn: `${prefix}${serial}`,
      };
    },
  };
}
