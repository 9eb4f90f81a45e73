import type { Layout } from './layout.ts';
import { hostCodes, shortCodes } from './short-codes.ts';

/** No type column: the sign of the gross tells a refund. Exists with and without a code. */
export const qnbXls: Layout = {
  name: 'qnb-xls',
  version: 1,
  bank: 'QNB',
  signatures: [['Çözülmüş Alacak Tutarı'], ['Çözülmüş Borç Tutarı']],
  columns: {
    amount: ['Çözülmüş Alacak Tutarı'],
    commission: ['Çözülmüş Borç Tutarı'],
    status: ['Host Cevap'],
  },
  words: hostCodes,
  date_order: 'dmy',
};

/** RRN is the bank's id; Referans No, a second reference, is kept beside it. */
export const qnbCsv: Layout = {
  name: 'qnb-csv',
  version: 1,
  bank: 'QNB',
  signatures: [
    ['Servis Kodu', 'Yükleme Tarihi'],
    ['Net Hesaba Geçen', 'STAN No'],
    ['BSMV Tutar', 'RRN'],
  ],
  columns: {
    bank_transaction_id: ['RRN'],
    transaction_date: ['İşlem Tarihi'],
    transaction_time: ['İşlem Saati'],
    value_date: ['Hesaba Geçiş Tarihi', 'Ödeme Tarihi', 'Çözülme Tarihi'],
    amount: ['Tutar'],
    commission: ['Komisyon Tutar'],
    deductions: ['BSMV Tutar', 'Puan'],
    net: ['Net Hesaba Geçen'],
    installment_no: ['Taksit Sırası'],
    rrn: ['Referans No', 'RRN'],
    sequence: ['STAN No'],
  },
  words: shortCodes,
  decimal: 'dot',
  date_order: 'dmy',
};
