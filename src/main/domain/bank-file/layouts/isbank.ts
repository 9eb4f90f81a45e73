import type { Layout } from './layout.ts';

export const isbank: Layout = {
  name: 'isbank',
  version: 1,
  bank: 'İş Bankası',
  signatures: [['POS İşlem No'], ['İşyeri Ücreti Pşn/Tkst(Tutar)']],
  columns: {
    bank_transaction_id: ['POS İşlem No'],
    transaction_date: ['İşlem Tarihi'],
    transaction_time: ['İşlem Zamanı'],
    value_date: ['Hesaba Geçiş Tarihi'],
    amount: ['İşlem Tutarı'],
    commission: ['İşyeri Ücreti Pşn/Tkst(Tutar)'],
    kind: ['İşlem Tipi', 'İşlem Türü'],
    terminal: ['POS No'],
    bank_merchant_no: ['İşyeri No'],
  },
  date_order: 'dmy',
};
