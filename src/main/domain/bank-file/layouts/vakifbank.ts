import { meanings } from '../words.ts';
import type { Layout } from './layout.ts';

/**
 * The header comes third, a blank row under it. Figures are padded with zeros and use a
 * dot. TKS rows are whole sales, so their amount is never that of one instalment.
 */
export const vakifbankCsv: Layout = {
  name: 'vakifbank-csv',
  version: 1,
  bank: 'VakıfBank',
  signatures: [
    ['VakıfPara', 'Brüt Tutar'],
    ['Orijinal Islem Tutari', 'UyeRefNo'],
    ['İşlenme Tarihi', 'POS No', 'İşlem No'],
  ],
  columns: {
    bank_transaction_id: ['İşlem No'],
    transaction_date: ['İşlem Tarihi'],
    transaction_time: ['Islem Saati'],
    value_date: ['Hesaba Geçiş Tarihi'],
    amount: ['Brüt Tutar'],
    commission: ['Komisyon'],
    deductions: ['VakıfPara'],
    net: ['Net Tutar'],
    installment_no: ['Taksit Sıra'],
    installment_count: ['Taksit Sayısı'],
    kind: ['İşlem Tipi'],
    auth_code: ['Onay Kodu'],
    bank_merchant_no: ['İşyeri No'],
    terminal: ['POS No'],
    currency: ['Para Cinsi'],
    order: ['UyeRefNo'],
    gateway: ['TransactionId'],
    sequence: ['İşlem No'],
  },
  words: {
    TEK: meanings.sale,
    TKS: meanings.sale,
    VFT: meanings.sale,
    IAD: meanings.refund,
    PUA: meanings.point,
    CAB: meanings.fee,
    IND: meanings.fee,
  },
  decimal: 'dot',
  date_order: 'dmy',
  time_has_seconds: true,
  instalments: 'whole',
};
