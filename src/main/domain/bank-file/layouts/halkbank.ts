import type { Layout } from './layout.ts';
import { hostCodes, shortCodes } from './short-codes.ts';

export const halkbankXlsx: Layout = {
  name: 'halkbank-xlsx',
  version: 1,
  bank: 'Halkbank',
  signatures: [['Bekleyen Alacak Tutarı'], ['Alacak Net Bekleyen']],
  columns: {
    amount: ['Bekleyen Alacak Tutarı'],
    commission: ['Bekleyen Borç Tutarı'],
    net: ['Alacak Net Bekleyen'],
    kind: ['İşlem Tipi'],
    status: ['Host Cevap'],
  },
  words: hostCodes,
  date_order: 'dmy',
};

/** The usual names are swapped: TAKSİT SAYISI numbers the instalment, TOPLAM TAKSİT counts them. */
export const halkbankCsv: Layout = {
  name: 'halkbank-csv',
  version: 1,
  bank: 'Halkbank',
  signatures: [['MUTA NO'], ['TOPLAM TAKSİT', 'PROV_NO']],
  columns: {
    transaction_date: ['ISLEM_TARİHİ'],
    transaction_time: ['İŞLEM SAATİ'],
    amount: ['BRÜT_TUTAR'],
    commission: ['KOMİSYON_TUTAR'],
    deductions: ['HİZMET_KOM_TUTAR'],
    installment_no: ['TAKSİT SAYISI'],
    installment_count: ['TOPLAM TAKSİT'],
    kind: ['İŞLEM TÜRÜ'],
  },
  words: shortCodes,
  date_order: 'dmy',
  time_has_seconds: true,
};
