import type { Layout } from './layout.ts';

/** A payment facilitator's settlement: one status column says sale or refund; `paidPrice` is all that the card was charged. */
export const iyzico: Layout = {
  name: 'iyzico-settlement',
  version: 1,
  bank: 'iyzico',
  signatures: [['paymentTxId'], ['iyziCommissionFee']],
  columns: {
    bank_transaction_id: ['paymentTxId'],
    transaction_date: ['transactionDate'],
    value_date: ['settlementResolveDate'],
    amount: ['paidPrice', 'price'],
    commission: ['iyziCommissionFee'],
    deductions: [],
    status: ['transactionStatus'],
    order: ['conversationId'],
    installment_count: ['installment'],
  },
  instalments: 'whole',
};
