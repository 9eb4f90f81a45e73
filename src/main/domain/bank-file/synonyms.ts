import type { MappableField } from '../../../shared/bank-row.ts';

/**
 * Headers by field, the more specific first: where two of one list stand in a
 * file, the earlier one is the column. Spellings that differ only in case, Turkish
 * letters, dots, spaces or underscores need no entry of their own.
 * `bank_transaction_id` has none: only a layout or the user can name it (and a
 * lone reference number, see columns.ts).
 */
export const synonyms: Readonly<Record<Exclude<MappableField, 'bank_transaction_id'>, readonly string[]>> = {
  transaction_date: [
    'İşlem Tarihi',
    'Org. İşlem Tarihi',
    'Orijinal İşlem Tarihi',
    'İşlem Tarihi ve Saati',
    'İşlem Tarihi/Saati',
    'İşlem Tarih',
    'ISLTAR',
    'İşlem Günü',
    'Provizyon Tarihi',
    'Satış Tarihi',
    'transactionDate',
    'Tarih',
    'Gün',
  ],
  transaction_time: ['İşlem Saati', 'İşlem Zamanı', 'ISLSAATI', 'Provizyon Saati', 'transactionTime', 'Saat'],
  value_date: [
    'Valör Tarihi',
    'Valör',
    'Hesaba Geçiş Tarihi',
    'Ödeme Tarihi',
    'BLOKCOZTAR',
    'Bloke Çözüm Tarihi',
    'Çözülme Tarihi',
    'settlementResolveDate',
  ],
  end_of_day: ['Gün Sonu Tarihi', 'İşlemin Günsonu Tarihi', 'Gün Sonu'],
  amount: [
    'Brüt Tutar',
    'BURUT',
    'Brüt Tutarı',
    'Brüt',
    'Provizyon Tutarı',
    'PROVIZYON_TUTAR',
    'Bekleyen Alacak Tutarı',
    'Çözülmüş Alacak Tutarı',
    'İşlem Tutarı',
    'İşlem Tutar',
    'ORJTUT',
    'paidPrice',
    'Satış Tutarı',
    'Tutar',
    'Tutarı',
    'amount',
  ],
  original_amount: ['Orijinal İşlem Tutarı', 'Org. İşlem Tutarı', 'Orijinal Tutar', 'Asıl İşlem Tutarı'],
  commission: [
    'EO_KES_TUTAR',
    'Eo Kes Tut',
    'Kesilen Komisyon Tutarı',
    'Komisyon Tutarı',
    'KOMISYON_TUTAR',
    'KMSYN',
    'Bekleyen Borç Tutarı',
    'Çözülmüş Borç Tutarı',
    'Taksitli İşlem Komisyonu',
    'İşyeri Ücreti Pşn/Tkst(Tutar)',
    'iyziCommissionFee',
    'Komisyon',
    'commission',
  ],
  deductions: [
    'Katkı Payı',
    'KPAY',
    'ODUL_KATKISI',
    'ODULKESINTISI',
    'Ödül Kesintisi Tutarı',
    'SERVISKESINTISI',
    'SERVİS KOM.',
    'Hizmet Ücreti',
    'HİZMET_KOM_TUTAR',
    'BSMV Tutarı',
    'BSMV Tutar',
    'BSMV',
    'Puan Tutarı',
    'Puan',
  ],
  net: [
    'Net Tutar',
    'Net Tutarı',
    'NETODMTUT',
    'Net Hesaba Geçen',
    'Hesaba Geçen/Geçecek Net Tutar',
    'Alacak Net Bekleyen',
    'Hesaba Geçen Tutar',
    'Net',
  ],
  auth_code: [
    'Provizyon/Onay Numarası',
    'Provizyon No',
    'Provizyon Numarası',
    'PROV_NO',
    'Provizyon Kodu',
    'Onay Kodu',
    'Onay No',
    'Onay Numarası',
    'AUTH_NBR',
    'authCode',
    'Otorizasyon Kodu',
    'Otorizasyon No',
  ],
  kind: ['İşlem Tipi', 'İşlem Türü', 'ISLTIP', 'Mesaj Tipi', 'transactionType', 'İşlem'],
  status: ['Host Cevap', 'İşlem Durumu', 'Durum', 'Durumu', 'İşlem Sonucu', 'Sonuç', 'transactionStatus', 'status'],
  installment_count: [
    'TOPLAM TAKSİT',
    'Taksit Sayısı',
    'TAKSIT_SAYI',
    'TSAYISI',
    'TKSTADEDI',
    'Taksit Adedi',
    'Taksit Sayısı / Taksit Numarası',
    'installment',
    'Taksit',
  ],
  installment_no: ['Taksit No', 'Taksit Numarası', 'Taksit Sıra', 'Taksit Sıra No', 'Taksit Sırası', 'TKSTSIRASI'],
  bank_merchant_no: [
    'Üye İşyeri No',
    'Üye İşyeri Numarası',
    'UYE_ISYERI_NO',
    'UYENO',
    'Üye No',
    'İşyeri No',
    'İşyeri Numarası',
    'UYEISY',
  ],
  terminal: [
    'Terminal No',
    'Teriminal No',
    'Terminal Numarası',
    'Terminal Id',
    'TERMİNALN',
    'Term ID',
    'TERM_NO',
    'TRMNO',
    'POS No',
    'Terminal',
  ],
  card: ['Kart No', 'Kart Numarası', 'KRTNO', 'cardNumber'],
  currency: ['Para Birimi', 'Para Cinsi', 'DOVIZKODU', 'Döviz Kodu', 'Döviz Cinsi', 'DOVİZ', 'CURRENCY'],
  rrn: ['RRN', 'Banka RRN', 'RETREF NO', 'Referans No', 'Referans Numarası', 'hostReference'],
  order: ['Sipariş No', 'Sipariş Numarası', 'UyeRefNo', 'conversationId', 'merchant_oid', 'orderId'],
  gateway: ['TransactionId', 'paymentTxId'],
  sequence: ['POS İşlem No', 'İşlem No', 'İşlem Numarası', 'STAN No', 'Batch No', 'Batch Numarası', 'BATCHNO'],
};

/** Order in which fields take their columns; it matters only where two lists share a header. */
export const synonymFields = Object.keys(synonyms) as (keyof typeof synonyms)[];

/** Headers of a reference number that identifies a row when it stands alone in its file. */
export const loneReferenceHeaders: readonly string[] = ['Referans No', 'Referans Numarası', 'REFERANS_NO'];

/** A batch counter repeats every day, so it never competes with a reference number. */
export const batchHeaders: readonly string[] = ['Batch No', 'Batch Numarası', 'BATCHNO', 'BATCHN'];

/** Headers only a file of daily totals has: how many sales a line stands for. */
export const countHeaders: readonly string[] = ['Adet', 'İşlem Adedi', 'İşlem Adet', 'İşlem Sayısı', 'Toplam Adet'];
