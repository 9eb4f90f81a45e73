import { meanings } from '../words.ts';
import type { Layout } from './layout.ts';

const types = {
  PNLT: meanings.fee,
  PUCRT: meanings.fee,
  SAT: meanings.sale,
  IAD: meanings.refund,
  IPT: meanings.void,
};

/** The gross column is spelled BURUT by the bank, and a sale has one row however many instalments it has. Exists with and without a code column. */
export const garantiXlsx: Layout = {
  name: 'garanti-xlsx',
  version: 1,
  bank: 'Garanti BBVA',
  signatures: [['BURUT'], ['ISLEMTARIHI', 'GUNSONU', 'UYENO'], ['ISLEMTARIHI', 'UYENO', 'FIRMAKODU']],
  columns: {
    transaction_date: ['ISLEMTARIHI'],
    end_of_day: ['GUNSONU'],
    value_date: ['VALOR'],
    amount: ['BURUT'],
    commission: ['KOMISYON'],
    deductions: ['ODULKESINTISI', 'SERVISKESINTISI'],
    net: ['NET'],
    installment_count: ['TSAYISI'],
    kind: ['ISLEMTIPI'],
    bank_merchant_no: ['UYENO'],
    terminal: ['TERMINAL'],
    currency: ['DOVIZKODU'],
    auth_code: ['PROVİZYON NO', 'ONAY KODU'],
    sequence: ['BATCHNO'],
  },
  words: types,
  date_order: 'dmy',
  instalments: 'whole',
};

/** Rows are told apart by RETREF NO: BATCHN starts over every day and there is no code. */
export const garantiTxt: Layout = {
  name: 'garanti-txt',
  version: 1,
  bank: 'Garanti BBVA',
  signatures: [['RETREF NO', 'ISYERINO'], ['RETREF NO', 'BRUT_TUTAR']],
  columns: {
    bank_transaction_id: ['RETREF NO'],
    transaction_date: ['ISLEMTARIH'],
    amount: ['BRUT_TUTAR'],
    deductions: ['SERVİS KOM.', 'ODUL_KATKISI'],
    kind: ['ISLEM'],
    terminal: ['TERMİNALN'],
    sequence: [],
  },
  words: types,
  decimal: 'dot',
  date_order: 'dmy',
};
