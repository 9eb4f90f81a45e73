/**
 * Rules of Payven's matching that nobody has confirmed. Each is applied in one
 * place of this folder; a verdict that rests on one carries its name, is shown as
 * "Payven may differ", and is set against Payven's own answer after start.
 */
export const assumedRules = {
  /** Among several candidates: same amount and status, same amount, nearest time, lowest id. */
  candidate_order: 'twin.ts',
  /** A refund is sent with its gross as a positive amount, and Payven's child carries it positive too. */
  refund_amount_positive: 'twin.ts',
  /** The refund that empties a sale turns the sale Refunded, so the bank's completed sale differs in status. */
  refunded_sale_status: 'twin.ts',
  /** Payven's period end is inclusive. */
  period_end_inclusive: 'twin.ts',

} as const;

export type AssumedRule = keyof typeof assumedRules;
