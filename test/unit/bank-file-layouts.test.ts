import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../src/main/files/read-workbook.ts';
import { type Understanding, understand } from '../../src/main/domain/bank-file/understand.ts';
import { bankRow } from '../../src/shared/bank-row.ts';
import { istanbulIso } from '../../src/shared/day.ts';
import { csvText, dateCell, encodeText, garantiXlsx, type SheetCell, vakifbankCsv, xlsxBytes, yapiKrediXlsx } from '../builders/bank-files.ts';

function read(bytes: Uint8Array): Understanding {
  const understood = understand(readWorkbook(bytes));
  for (const row of understood.rows) expect(bankRow.parse(row)).toEqual(row);
  return understood;
}

const brief = (file: Understanding): unknown[] =>
  file.rows.map((row) => [row.row, row.kind, row.auth_code, row.amount, row.commission, row.net, row.transaction_at === null ? null : istanbulIso(row.transaction_at)]);

describe('Garanti xlsx', () => {
  it('with a code column', () => {
    const file = read(garantiXlsx(true));
    expect(file).toMatchObject({ format: 'xlsx', encoding: null, sheet: 'Rapor', bank: 'Garanti BBVA', header_row: 3 });
    expect(file.profile).toEqual({ name: 'garanti-xlsx', version: 1 });
    expect(file.mapping).toMatchObject({ amount: 'BURUT', auth_code: 'PROVİZYON NO', deductions: 'ODULKESINTISI + SERVISKESINTISI' });
    expect(file.mapping.bank_transaction_id).toBeUndefined();
    expect(brief(file)).toEqual([
      [4, 'sale', '012345', 123_456, 2469, 120_987, '2026-05-03T15:34:58+03:00'],
      [5, 'sale', '000777', 41_651, 833, 40_818, '2026-05-03T16:00:01+03:00'],
      [6, 'refund', '004321', 15_000, 300, 14_700, '2026-05-04T09:15:00+03:00'],
      [7, 'fee', null, 2500, 0, 2500, '2026-05-04T23:59:59+03:00'],
      [8, 'total', null, 152_607, null, null, null],
    ]);
    expect(file.rows[0]).toMatchObject({
      bank_merchant_no: '0012345678', terminal: '01234567', currency: 'TRY', status: 'completed', time_known: true,
      value_date: '2026-06-02', installment_count: 1, refs: { sequence: '000123' }, bank_transaction_id: null,
    });
    expect(file.rows[2]).toMatchObject({ status: 'refunded', note: 'code_padded' });
    expect(file.counts).toEqual({ data: 5, sales: 2, refunds: 1, voids: 0, failed: 0, fees: 1, totals: 1, blank: 0, rejected: 0, left_out: 0 });
    expect(file.amounts).toEqual({ sales: 165_107, refunds: 15_000, voids: 0, commission: 3602 });
    expect(file.warnings).toEqual([{ code: 'code_padded', row: null, params: { count: 1 } }]);
  });

  it('without one says that it cannot be matched', () => {
    const file = read(garantiXlsx(false));
    expect(file.mapping.auth_code).toBeUndefined();
    expect(file.counts).toMatchObject({ data: 5, sales: 2, refunds: 1 });
    expect(file.amounts.sales).toBe(165_107);
    expect(file.warnings).toEqual([{ code: 'no_identity', row: null, params: {} }]);
  });
});

describe('VakıfBank csv', () => {
  it.each(['windows-1254', 'utf-8', 'utf-8-bom', 'utf-16le', 'utf-16be'] as const)('in %s', (codePage) => {
    const file = read(vakifbankCsv(codePage));
    expect(file).toMatchObject({ format: 'csv', encoding: codePage === 'utf-8-bom' ? 'utf-8' : codePage, bank: 'VakıfBank', header_row: 3 });
    expect(file.profile.name).toBe('vakifbank-csv');
    expect(file.headers).toHaveLength(25);
    expect(file.mapping).toMatchObject({ bank_transaction_id: 'İşlem No', order: 'UyeRefNo', gateway: 'TransactionId', transaction_date: 'İşlem Tarihi' });
    expect(brief(file)).toEqual([
      [5, 'sale', '012345', 503_880, 10_027, 493_853, '2026-05-03T15:34:58+03:00'],
      [6, 'sale', '654321', 120_000, 4188, 115_812, '2026-05-03T09:34:58+03:00'],
      [7, 'sale', '000001', 1, 0, 1, '2026-05-03T00:00:01+03:00'],
      [8, 'refund', '012345', 20_000, 0, 20_000, '2026-05-04T12:00:00+03:00'],
      [9, 'point', null, 500, 0, 500, '2026-05-04T12:00:01+03:00'],
      [10, 'fee', null, 2500, 0, 2500, '2026-05-04T12:00:02+03:00'],
    ]);
    expect(file.rows[1]).toMatchObject({
      bank_transaction_id: '000000000102', currency: 'TRY', card: '4355**********17', installment_no: 1, installment_count: 6,
      value_date: '2026-06-04', bank_merchant_no: '000000001234567',
      refs: { rrn: null, order: 'SIP-000000000102', gateway: 'TX000000000102', sequence: '000000000102' },
    });
    expect(file.counts).toEqual({ data: 7, sales: 3, refunds: 1, voids: 0, failed: 0, fees: 2, totals: 0, blank: 1, rejected: 0, left_out: 0 });
    expect(file.amounts).toEqual({ sales: 623_881, refunds: 20_000, voids: 0, commission: 14_215 });
    expect(file.warnings).toEqual([]);
  });
});

describe('Yapı Kredi xlsx', () => {
  it('takes the direction from Mesaj Tipi and both instalment figures from one cell', () => {
    const file = read(yapiKrediXlsx());
    expect(file).toMatchObject({ bank: 'Yapı Kredi', header_row: 1, profile: { name: 'yapi-kredi-xlsx', version: 1 } });
    expect(file.mapping).toMatchObject({
      amount: 'Brüt Tutar', kind: 'Mesaj Tipi', transaction_date: 'Org. İşlem Tarihi', deductions: 'Katkı Payı TL',
      installment_count: 'Taksit Sayısı / Taksit Numarası',
    });
    expect(brief(file)).toEqual([
      [2, 'sale', '001122', 30_000, 650, 29_225, '2026-05-03T12:00:00+03:00'],
      [3, 'sale', 'A1B2C3', 8990, 180, 8810, '2026-05-03T12:00:00+03:00'],
      [4, 'refund', '001122', 5005, 0, 5005, '2026-05-05T12:00:00+03:00'],
      [5, 'void', '334455', 1000, 0, 1000, '2026-05-05T12:00:00+03:00'],
    ]);
    expect(file.rows.map((row) => [row.installment_no, row.installment_count])).toEqual([[3, 3], [null, null], [1, 3], [null, null]]);
    expect(file.rows.every((row) => !row.time_known && row.bank_transaction_id === null)).toBe(true);
    expect(file.amounts).toEqual({ sales: 38_990, refunds: 5005, voids: 1000, commission: 830 });
    // 3/3 stands for the whole sale, the refund's 3/1 may be a part of one.
    expect(file.rows.map((row) => row.instalment_part)).toEqual([false, false, true, false]);
    expect(file.warnings).toEqual([{ code: 'instalment_parts', row: null, params: { count: 1 } }]);
  });

  it('takes İşlem Tutarı where there is no Brüt Tutar', () => {
    const file = read(xlsxBytes([{ name: 'A', rows: [['Org. İşlem Tarihi', 'İşlem Tutarı', 'Onay Kodu', 'Mesaj Tipi'], ['03.05.2026', 12.5, '000123', 'Satış']] }]));
    expect(file.profile.name).toBe('yapi-kredi-xlsx');
    expect(file.mapping.amount).toBe('İşlem Tutarı');
  });
});

interface Smoke {
  readonly profile: string;
  readonly headers: string[];
  readonly row: SheetCell[];
  readonly truth: Record<string, unknown>;
  readonly mapping?: Record<string, string>;
}

const smokes: Smoke[] = [
  {
    profile: 'akbank-xlsx',
    headers: ['Tarih', 'ISLEM_TARIHI', 'VALOR_TARIHI', 'PROVIZYON_TUTAR', 'KOMISYON_TUTAR', 'EO_KES_TUTAR', 'NET_TUTAR', 'TAKSIT_SAYI', 'TAKSIT_SIRA', 'KART_NO', 'UYE_ISYERI_NO', 'TERMINAL_NO', 'PROVIZYON_NO', 'CURRENCY'],
    row: [dateCell('2026-05-05'), dateCell('2026-05-03'), dateCell('2026-06-04'), 100, 0, 1.75, 98.25, 3, 1, '450634******0017', '0001', '01', '000123', 'TRY'],
    truth: { amount: 10_000, commission: 175, net: 9825, installment_count: 3, installment_no: 1, auth_code: '000123', value_date: '2026-06-04', transaction_at: Date.parse('2026-05-03T12:00:00+03:00') },
    mapping: { transaction_date: 'ISLEM_TARIHI', commission: 'EO_KES_TUTAR', deductions: 'KOMISYON_TUTAR' },
  },
  {
    profile: 'akbank-csv',
    headers: ['Zincir No', 'Uye Isyeri No', 'Terminal Id', 'Islem Tarihi', 'Kart No', 'Islem Tipi', 'Provizyon No', 'Taksit Sira', 'Taksit Sayi', 'Provizyon Tutari', 'Komisyon Tutari', 'Eo Kes Tut', 'Net Tutar', 'Valortarihi'],
    row: ['1', '0042', '07', '03.05.2026', '4506', 'S', '000123', '1', '1', '1.234', '0', '12', '1.222', '04.06.2026'],
    truth: { kind: 'sale', amount: 123_400, commission: 1200, net: 122_200, auth_code: '000123', bank_merchant_no: '0042', value_date: '2026-06-04' },
  },
  {
    profile: 'garanti-txt',
    headers: ['VALOR', 'SUBE', 'HESAPNO', 'ISYERINO', 'BRUT_TUTAR', 'KOMISYON', 'NET_TUTAR', 'ISLEMTARIH', 'ISLEM', 'URUN', 'SERVİS KOM.', 'ODUL_KATKISI', 'BATCHN', 'TERMİNALN', 'KART NUMARASI', 'RETREF NO', 'SİPARİŞ NUMARASI'],
    row: ['20260604', '1', '2', '0042', '1.234', '0.500', '733.50', '20260503', 'SATIS', 'X', '0.00', '0.00', '000123', '07', '4506', '612312345678', 'SIP1'],
    truth: { kind: 'rejected', note: 'too_many_decimals', bank_transaction_id: '612312345678', auth_code: null, refs: { rrn: '612312345678', order: 'SIP1', gateway: null, sequence: null } },
  },
  {
    profile: 'yapi-kredi-csv',
    headers: ['UYEISY', 'TRMNO', 'ISLTAR', 'KRTNO', 'ORJTUT', 'BLOKCOZTAR', 'NETODMTUT', 'KMSYN', 'KPAY', 'TKSTADEDI', 'TKSTSIRASI', 'ISLTIP', 'AUTH_NBR', 'REFERANS_NO', 'ISLSAATI'],
    row: ['0042', '07', '20260503', '4506', '100,00', '20260604', '97,00', '2,00', '1,00', '3', '2', 'CD', '000123', '000987', '153458'],
    truth: { kind: 'refund', amount: 10_000, commission: 200, installment_count: 3, installment_no: 2, instalment_part: true, bank_transaction_id: '000987', refs: { rrn: '000987', order: null, gateway: null, sequence: null }, transaction_at: Date.parse('2026-05-03T15:34:58+03:00') },
  },
  {
    profile: 'isbank',
    headers: ['Merkez No', 'İşyeri No', 'İşlem Tarihi', 'İşlem Zamanı', 'İşlem Türü', 'İşlem Tipi', 'İşlem Tutarı', 'Taksit Tarihi', 'Taksit Sayısı', 'Taksit No', 'Taksit Tutarı', 'POS No', 'POS İşlem No', 'Onay Kodu', 'Kart No', 'İşyeri Ücreti Pşn/Tkst(Oran)', 'İşyeri Ücreti Pşn/Tkst(Tutar)', 'Para Birimi', 'Net Tutar'],
    row: ['1', '0042', '03/05/2026', '15:34:58', 'İade', 'Peşin', '100,00', '', '1', '1', '100,00', '07', '000555', '000123', '4506', '1,75', '1,75', 'TL', '98,25'],
    truth: { kind: 'refund', amount: 10_000, commission: 175, bank_transaction_id: '000555', refs: { rrn: null, order: null, gateway: null, sequence: '000555' }, transaction_at: Date.parse('2026-05-03T15:34:58+03:00') },
  },
  {
    profile: 'ziraat-xlsx',
    headers: ['İşlem Tarihi', 'Hesaba Geçiş Tarihi', 'Tutar', 'Kesilen Komisyon Tutarı', 'Hesaba Geçen/Geçecek Net Tutar', 'Komisyon Oranı (%)', 'Taksit Sayısı', 'İşlem Tipi', 'Kart No', 'Üye İşyeri No', 'Terminal No', 'Provizyon Kodu', 'Para Cinsi'],
    row: [dateCell('2026-05-03'), dateCell('2026-05-04'), 100, 2, 98, 2, '', 'Satış', '4506', '0042', '07', '000123', 'TL'],
    truth: { amount: 10_000, commission: 200, net: 9800, installment_count: null, auth_code: '000123' },
  },
  {
    profile: 'ziraat-csv',
    headers: ['Valor', 'İşlem Tarihi', 'Zincir No', 'Üye No', 'Teriminal No', 'Kart No', 'Batch No', 'Taksit Sayısı', 'Taksit No', 'IslemTipi', 'İşlem Tipi', 'Provizyon No', 'İşlem Tutarı', 'Net Tutar', 'Komisyon Tutarı', 'Hizmet Ücreti', 'Para Birimi', 'İşlem Saati', 'İşlem No', 'Sipariş No'],
    row: ['04.06.2026', '03.05.2026', '1', '0042', '07', '4506', '12', '1', '1', '77', 'Satış', '000123', '100,00', '97,50', '2,00', '0,50', 'TL', '15:34', '000555', 'SIP1'],
    truth: { kind: 'sale', amount: 10_000, commission: 200, bank_transaction_id: '000555', terminal: '07', transaction_at: Date.parse('2026-05-03T15:34:00+03:00') },
    mapping: { kind: 'İşlem Tipi', sequence: 'İşlem No', bank_transaction_id: 'İşlem No' },
  },
  {
    profile: 'halkbank-xlsx',
    headers: ['Tarih', 'Valor Tarihi', 'Bekleyen Alacak Tutarı', 'TL Karşılığı', 'Bekleyen Borç Tutarı', 'Alacak Net Bekleyen', 'Oran', 'İşlem Tipi', 'Uye No', 'Host Cevap', 'ONAY KODU'],
    row: [dateCell('2026-05-03'), dateCell('2026-05-04'), 100, 100, 2, 98, 2, 'Satış', '0042', '00', '000123'],
    truth: { status: 'approved', amount: 10_000, commission: 200, net: 9800, auth_code: '000123' },
  },
  {
    profile: 'halkbank-csv',
    headers: ['MUTA NO', 'ÜYE NO', 'TERM_NO', 'ISLEM_TARİHİ', 'İŞLEM SAATİ', 'VALOR_TARİHİ', 'TAKSİT SAYISI', 'TOPLAM TAKSİT', 'KART_NO', 'PROV_NO', 'BRÜT_TUTAR', 'KOMİSYON_TUTAR', 'HİZMET_KOM_TUTAR', 'NET_TUTAR', 'DOVİZ', 'SİPARİŞ NUMARASI', 'GÜNSONU TARİHİ', 'İŞLEM TÜRÜ'],
    row: ['9', '0042', '07', '03/05/2026', '003458', '04/06/2026', '2', '6', '4506', '000123', '100,00', '2,00', '0,50', '97,50', 'TL', 'SIP1', '03/05/2026', 'SATIS'],
    truth: { installment_no: 2, installment_count: 6, amount: 10_000, transaction_at: Date.parse('2026-05-03T00:34:58+03:00'), refs: { rrn: null, order: 'SIP1', gateway: null, sequence: null } },
  },
  {
    profile: 'qnb-xls',
    headers: ['Tarih', 'Hesaba Geçiş Tarihi', 'Çözülmüş Alacak Tutarı', 'Çözülmüş Borç Tutarı', 'Oran', 'Taksit Tipi', 'Üye No', 'Servis Açıklaması', 'PROVİZYON NO'],
    row: [dateCell('2026-05-03'), dateCell('2026-05-04'), -100, -2, 2, 'Peşin', '0042', 'x', '000123'],
    truth: { kind: 'refund', status: 'refunded', amount: 10_000, commission: 200, auth_code: '000123' },
  },
  {
    profile: 'qnb-csv',
    headers: ['Üye No', 'Servis Kodu', 'Komisyon Tutar', 'Yükleme Tarihi', 'Ödeme Tarihi', 'İşlem Tipi', 'İşlem Tarihi', 'Term ID', 'Tutar', 'Puan', 'Provizyon Kodu', 'Net Hesaba Geçen', 'İşlem Saati', 'STAN No', 'Referans No', 'Hesaba Geçiş Tarihi', 'Para Birimi', 'Sipariş No', 'Batch No', 'Taksit Sırası', 'BSMV Tutar', 'RRN'],
    row: ['0042', '1', '2.00', '03/05/2026', '04/06/2026', 'Satış', '03/05/2026', '07', '100.00', '0.00', '000123', '97.90', '153458', '4', '55', '04/06/2026', 'TL', 'SIP1', '9', '1', '0.10', '612312345678'],
    truth: { amount: 10_000, commission: 200, net: 9790, bank_transaction_id: '612312345678', value_date: '2026-06-04', refs: { rrn: '55', order: 'SIP1', gateway: null, sequence: '4' } },
  },
  {
    profile: 'turkiye-finans',
    headers: ['Üye iş Yeri Numarası', 'Valör Tarihi', 'Brüt Tutar', 'Net Tutar', 'İşlem Tarihi', 'işlem Saati', 'Terminal Numarası', 'Provizyon/Onay Numarası', 'Katkı Payı', 'Batch Numarası', 'Para Birimi', 'İşlemin günsonu tarihi', 'İşlem Tipi', 'Kart Numarası', 'Taksit Sıra No', 'Taksit Sayısı', 'İşlem Numarası', 'Sipariş Numarası'],
    row: ['0042', '20260604', '100,00', '99,00', '20260503', '93458', '07', '000123', '1,00', '1', 'TL', '20260503', 'Satış', '4506', '1', '3', '000555', 'SIP1'],
    truth: { amount: 10_000, bank_transaction_id: '000555', refs: { rrn: null, order: 'SIP1', gateway: null, sequence: '000555' }, bank_merchant_no: '0042', value_date: '2026-06-04', transaction_at: Date.parse('2026-05-03T09:34:58+03:00') },
  },
  {
    profile: 'iyzico-settlement',
    headers: ['transactionDate', 'transactionStatus', 'paymentTxId', 'conversationId', 'price', 'paidPrice', 'installment', 'iyziCommissionRate', 'iyziCommissionFee', 'settlementResolveDate'],
    row: ['2026-05-03 15:34:58', 'REFUND', '000555', 'SIP1', '90.00', '100.00', '1', '2.0', '2.25', '2026-05-10'],
    truth: { kind: 'refund', amount: 10_000, commission: 225, bank_transaction_id: '000555', refs: { rrn: null, order: 'SIP1', gateway: '000555', sequence: null }, value_date: '2026-05-10' },
  },
];

describe('every other layout', () => {
  it.each(smokes)('$profile', ({ profile, headers, row, truth, mapping }) => {
    const isText = row.every((cell) => typeof cell === 'string');
    const filler: SheetCell[] = row.map((cell) => (typeof cell === 'number' ? 0 : ''));
    const sale = profile === 'garanti-txt' ? row.with(4, '734.00') : filler;
    const bytes = isText
      ? encodeText(csvText([headers, row as string[], sale as string[]]), 'windows-1254')
      : xlsxBytes([{ name: 'A', rows: [['Banka raporu'], [], headers, row] }]);
    const file = read(bytes);
    expect(file.profile.name).toBe(profile);
    expect(file.rows[0]).toMatchObject(truth);
    if (mapping !== undefined) expect(file.mapping).toMatchObject(mapping);
  });
});
