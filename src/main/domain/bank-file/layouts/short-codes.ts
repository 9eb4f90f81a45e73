import { type Meaning, meanings } from '../words.ts';

/** Codes several banks' text exports share; alone they would mean nothing. */
export const shortCodes: Readonly<Record<string, Meaning>> = {
  S: meanings.sale,
  SA: meanings.sale,
  CD: meanings.refund,
  R: meanings.void,
};

/** ISO 8583 answer code of a host that approved. */
export const hostCodes: Readonly<Record<string, Meaning>> = { '00': meanings.approved, '000': meanings.approved };
