import type { PreviewProof } from './contract/preview.ts';

/** Whether everything on one side is in exactly one part. */
export function isSideProven({ unaccounted, where }: PreviewProof['bank']): boolean {
  return unaccounted.rows === 0 && unaccounted.amount === 0 && where.length === 0;
}

/** Whether both sides are: start stays closed until then. */
export const isProven = (proof: PreviewProof): boolean => isSideProven(proof.bank) && isSideProven(proof.payven);
