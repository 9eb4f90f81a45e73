import type { Layout } from './layout.ts';

export const turkiyeFinans: Layout = {
  name: 'turkiye-finans',
  version: 1,
  bank: 'Türkiye Finans',
  signatures: [['Provizyon/Onay Numarası'], ['İşlemin günsonu tarihi']],
  columns: {
    bank_transaction_id: ['İşlem Numarası'],
    transaction_date: ['İşlem Tarihi'],
    transaction_time: ['işlem Saati'],
    value_date: ['Valör Tarihi'],
    deductions: ['Katkı Payı'],
    installment_no: ['Taksit Sıra No'],
  },
  date_order: 'dmy',
  time_has_seconds: true,
};
