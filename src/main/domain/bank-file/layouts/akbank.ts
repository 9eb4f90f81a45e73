import type { Layout } from './layout.ts';
import { shortCodes } from './short-codes.ts';

/** The bank's cut is in EO_KES_TUTAR; KOMISYON_TUTAR is mostly empty and counts as a deduction. */
export const akbankXlsx: Layout = {
  name: 'akbank-xlsx',
  version: 1,
  bank: 'Akbank',
  signatures: [['PROVIZYON_TUTAR', 'EO_KES_TUTAR'], ['PROVIZYON_TUTAR', 'ANA_KART_TIPI']],
  columns: {
    transaction_date: ['ISLEM_TARIHI', 'Tarih'],
    amount: ['PROVIZYON_TUTAR'],
    commission: ['EO_KES_TUTAR', 'KOMISYON_TUTAR'],
    deductions: ['KOMISYON_TUTAR'],
    installment_count: ['TAKSIT_SAYI'],
    installment_no: ['TAKSIT_SIRA'],
  },
  date_order: 'dmy',
};

export const akbankCsv: Layout = {
  name: 'akbank-csv',
  version: 1,
  bank: 'Akbank',
  signatures: [['Provizyon Tutari', 'Eo Kes Tut'], ['Provizyon Tutari', 'Ana Kart Tipi']],
  columns: {
    transaction_date: ['Islem Tarihi'],
    amount: ['Provizyon Tutari'],
    commission: ['Eo Kes Tut', 'Komisyon Tutari'],
    deductions: ['Komisyon Tutari'],
    installment_count: ['Taksit Sayi'],
    installment_no: ['Taksit Sira'],
  },
  words: shortCodes,
  decimal: 'comma',
  date_order: 'dmy',
};
