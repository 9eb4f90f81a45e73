import type { Layout } from './layout.ts';
import { shortCodes } from './short-codes.ts';

/** No sign marks a refund here, only Mesaj Tipi does. `3/3` is count and number in one cell. */
export const yapiKrediXlsx: Layout = {
  name: 'yapi-kredi-xlsx',
  version: 1,
  bank: 'Yapı Kredi',
  signatures: [['Taksit Sayısı / Taksit Numarası'], ['Mesaj Tipi', 'Onay Kodu'], ['Mesaj Tipi', 'Org. İşlem Tarihi']],
  columns: {
    transaction_date: ['Org. İşlem Tarihi', 'İşlem Tarihi'],
    value_date: ['Ödeme Tarihi'],
    amount: ['Brüt Tutar', 'İşlem Tutarı'],
    commission: ['Taksitli İşlem Komisyonu'],
    deductions: ['Katkı Payı TL', 'Katkı Payı'],
    net: ['Net Tutar'],
    installment_count: ['Taksit Sayısı / Taksit Numarası', 'Taksit Sayısı'],
    kind: ['Mesaj Tipi', 'İşlem Tipi'],
    auth_code: ['Onay Kodu'],
  },
  date_order: 'dmy',
  instalments: 'whole_at_last',
};

export const yapiKrediCsv: Layout = {
  name: 'yapi-kredi-csv',
  version: 1,
  bank: 'Yapı Kredi',
  signatures: [['ORJTUT', 'KMSYN'], ['ISLTAR', 'KRTNO']],
  columns: {
    bank_transaction_id: ['REFERANS_NO'],
    transaction_date: ['ISLTAR'],
    transaction_time: ['ISLSAATI'],
    value_date: ['BLOKCOZTAR'],
    amount: ['ORJTUT'],
    original_amount: ['ORJTUT'],
    commission: ['KMSYN'],
    deductions: ['KPAY'],
    net: ['NETODMTUT'],
    installment_count: ['TKSTADEDI'],
    installment_no: ['TKSTSIRASI'],
    kind: ['ISLTIP', 'TIP'],
    auth_code: ['AUTH_NBR'],
    bank_merchant_no: ['UYEISY'],
    terminal: ['TRMNO'],
  },
  words: shortCodes,
  date_order: 'dmy',
};
