import type { Layout } from './layout.ts';
import { shortCodes } from './short-codes.ts';

export const ziraatXlsx: Layout = {
  name: 'ziraat-xlsx',
  version: 1,
  bank: 'Ziraat Bankası',
  signatures: [['Kesilen Komisyon Tutarı'], ['Hesaba Geçen/Geçecek Net Tutar']],
  columns: {
    amount: ['Tutar'],
    commission: ['Kesilen Komisyon Tutarı'],
    net: ['Hesaba Geçen/Geçecek Net Tutar'],
    value_date: ['Hesaba Geçiş Tarihi'],
    auth_code: ['Provizyon Kodu'],
  },
  date_order: 'dmy',
};

/** IslemTipi is a code and İşlem Tipi its name: two columns, the name is read. */
export const ziraatCsv: Layout = {
  name: 'ziraat-csv',
  version: 1,
  bank: 'Ziraat Bankası',
  signatures: [['Teriminal No'], ['Bloke Süresi', 'Zincir No']],
  columns: {
    bank_transaction_id: ['İşlem No'],
    transaction_date: ['İşlem Tarihi'],
    transaction_time: ['İşlem Saati'],
    value_date: ['Valor'],
    amount: ['İşlem Tutarı'],
    commission: ['Komisyon Tutarı'],
    deductions: ['Hizmet Ücreti'],
    kind: ['İşlem Tipi'],
    bank_merchant_no: ['Üye No'],
    terminal: ['Teriminal No'],
  },
  words: shortCodes,
  date_order: 'dmy',
};
