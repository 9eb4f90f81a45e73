import type { Random } from '../random.ts';

export interface References {
  provider_transaction_id: string;
  host_reference: string;
  rrn: string;
}

/** Hands out codes and references that never repeat unless a case repeats them on purpose. */
export interface Codes {
  auth(): string;
  /** The code with one digit changed, into one that is and will be nobody else's. */
  mistyped(code: string): string;
  /** A code with a leading zero. */
  withZero(): string;
  references(): References;
}

const CODES = 1_000_000;
/** Coprime with a million, so that a million codes pass before one returns. */
const STEP = 370_261;
/** STEP times this leaves one over a million: from a code back to when it was handed out. */
const INVERSE = 681_341;

/**
 * Authorisation codes of six digits, the first of them with a leading zero whatever
 * the seed; letters follow after a million. Provider ids have 18 digits, beyond what a double holds exactly.
 */
export function uniqueCodes(random: Random): Codes {
  const offset = random.int(1, 99_999);
  const prefix = String(random.int(100, 899));
  let auths = 0;
  let references = 0;
  const reserved = new Set<string>();
  const next = (): string => {
    const index = auths++;
    if (index >= CODES) return `A${(index - CODES).toString(36).toUpperCase().padStart(5, '0')}`;
    return String((offset + index * STEP) % CODES).padStart(6, '0');
  };
  const isTaken = (code: string): boolean =>
    reserved.has(code) || (((Number(code) - offset + CODES) % CODES) * INVERSE) % CODES < auths;
  const auth = (): string => {
    let code = next();
    while (reserved.has(code)) code = next();
    return code;
  };
  return {
    auth,
    mistyped: (code) => {
      const start = random.int(0, 53);
      for (let turn = start; turn < start + 54; turn += 1) {
        const at = Math.floor((turn % 54) / 9);
        const digit = (Number(code.charAt(at)) + 1 + (turn % 9)) % 10;
        const typed = `${code.slice(0, at)}${digit}${code.slice(at + 1)}`;
        if (!/^\d{6}$/.test(typed) || isTaken(typed)) continue;
        reserved.add(typed);
        return typed;
      }
      // Beyond a million sales no digit leads to a free code.
      return `${code.slice(0, -1)}X`;
    },
    withZero: () => {
      let code = auth();
      for (let tries = 0; tries < 60 && !code.startsWith('0'); tries += 1) code = auth();
      return code.startsWith('0') ? code : `0${code}`;
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
