import * as XLSX from 'xlsx';
import type { RawCell, RawWorkbook } from '../../src/main/domain/bank-file/raw.ts';
import { type Understanding, understand, type UnderstandOptions } from '../../src/main/domain/bank-file/understand.ts';
import { AppError } from '../../src/shared/errors.ts';

/** A cell as a bank's program would write it; `date` and `code` need a cell type of their own. */
export type SheetCell = string | number | boolean | null | XLSX.CellObject;

/** A spreadsheet date in a cell: wall clock text `2026-05-03T15:34:58`, shown as `format`. */
export function dateCell(local: string, format = 'dd.mm.yyyy'): XLSX.CellObject {
  const serial = Date.parse(`${local.length === 10 ? `${local}T00:00:00` : local}Z`) / 86_400_000 + 25_569;
  return { t: 'n', v: serial, z: format };
}

export interface SheetPlan {
  readonly name: string;
  readonly rows: readonly (readonly SheetCell[])[];
  readonly hidden?: boolean;
  /** Where the first cell stands; `C5` leaves four rows and two columns empty. */
  readonly origin?: string;
}

/** A real xlsx with these sheets. */
export function xlsxBytes(sheets: readonly SheetPlan[], date1904 = false): Uint8Array {
  const book = XLSX.utils.book_new();
  for (const plan of sheets) {
    const sheet = XLSX.utils.aoa_to_sheet([], {});
    XLSX.utils.sheet_add_aoa(sheet, plan.rows as SheetCell[][], { origin: plan.origin ?? 'A1' });
    if (plan.origin !== undefined) {
      const range = XLSX.utils.decode_range(sheet['!ref'] ?? 'A1');
      sheet['!ref'] = XLSX.utils.encode_range({ s: XLSX.utils.decode_cell(plan.origin), e: range.e });
    }
    XLSX.utils.book_append_sheet(book, sheet, plan.name);
  }
  book.Workbook = {
    WBProps: { date1904 },
    Sheets: sheets.map((plan) => ({ name: plan.name, Hidden: plan.hidden === true ? 1 : 0 })),
  };
  return new Uint8Array(XLSX.write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer);
}

export type CodePage = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'windows-1254';

const turkish1254 = new Map([...'ĞİŞğışÇÖÜçöü'].map((letter, index) => [letter, [0xd0, 0xdd, 0xde, 0xf0, 0xfd, 0xfe, 0xc7, 0xd6, 0xdc, 0xe7, 0xf6, 0xfc][index] ?? 0]));

/** Text as the bytes of a code page; Node can decode windows-1254 but not write it. */
export function encodeText(text: string, codePage: CodePage): Uint8Array {
  if (codePage === 'windows-1254') {
    return Uint8Array.from([...text], (char) => turkish1254.get(char) ?? char.charCodeAt(0));
  }
  if (codePage === 'utf-8') return new TextEncoder().encode(text);
  if (codePage === 'utf-8-bom') return new TextEncoder().encode(`\uFEFF${text}`);
  const wide = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return new Uint8Array(codePage === 'utf-16le' ? wide : wide.swap16());
}

/** Separated text; a cell that holds the separator, a quote or a line break is quoted. */
export function csvText(rows: readonly (readonly string[])[], separator = ';'): string {
  const cell = (text: string): string =>
    text.includes(separator) || /["\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return `${rows.map((row) => row.map(cell).join(separator)).join('\r\n')}\r\n`;
}

/** The header most tests of the domain read their rows under. */
export const HEAD = ['İşlem Tarihi', 'Tutar', 'Onay Kodu', 'İşlem Tipi'];

/** A row under {@link HEAD}. */
export function sale(code: string, amount: RawCell = '100,00', type = 'Satış', date: RawCell = '03.05.2026'): RawCell[] {
  return [date, amount, code, type];
}

/** Understands one sheet of raw rows, the header among them. */
export function read(rows: readonly (readonly RawCell[])[], options: UnderstandOptions = {}): Understanding {
  const book: RawWorkbook = { format: 'xlsx', encoding: null, sheets: [{ name: 'Sayfa1', hidden: false, rows }] };
  return understand(book, options);
}

/** The AppError a call ends in; anything else fails the test. */
export function failure(run: () => unknown): AppError {
  try {
    run();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

/** An OLE container as Office writes it around an encrypted workbook. */
export function encryptedOle(): Uint8Array {
  const container = XLSX.CFB.utils.cfb_new();
  XLSX.CFB.utils.cfb_add(container, '/EncryptionInfo', Buffer.from([4, 0, 2, 0]));
  XLSX.CFB.utils.cfb_add(container, '/EncryptedPackage', Buffer.alloc(5000, 7));
  return new Uint8Array(XLSX.CFB.write(container, { type: 'buffer' }) as Uint8Array);
}

/** A workbook in the old binary format. */
export function xlsBytes(): Uint8Array {
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['Tarih', 'Tutar']]), 'A');
  return new Uint8Array(XLSX.write(book, { type: 'array', bookType: 'biff8' }) as ArrayBuffer);
}

const garantiHeaders = [
  'ISLEMTARIHI', 'GUNSONU', 'VALOR', 'BURUT', 'KOMISYON', 'NET', 'TSAYISI', 'ISLEMTIPI', 'URUN', 'UYENO', 'FIRMAKODU',
  'DOVIZKODU', 'TERMINAL', 'BATCHNO', 'SUBE', 'HESAP', 'ODULKESINTISI', 'SERVISKESINTISI', 'BORCALACAK',
];

function garantiRow(at: string, gross: number, commission: number, net: number, count: number, type: string): SheetCell[] {
  const day = at.slice(0, 10);
  return [
    dateCell(at, 'dd.mm.yyyy hh:mm:ss'), dateCell(day), dateCell('2026-06-02'), gross, commission, net, count, type,
    'BONUS', '0012345678', '', 'TL', '01234567', '000123', '0045', '6299999', 0, 0, gross < 0 ? 'B' : 'A',
  ];
}

/**
 * Garanti's xlsx: a title, a blank row, the header in row 3, two sales, a refund with
 * a negative gross, a penalty fee, a total. Sales 1.651,07; refunds 150,00.
 */
export function garantiXlsx(withCode: boolean): Uint8Array {
  const rows: SheetCell[][] = [
    garantiRow('2026-05-03T15:34:58', 1234.56, 24.69, 1209.87, 1, 'SATIS'),
    garantiRow('2026-05-03T16:00:01', 416.51, 8.33, 408.18, 3, 'SATIS'),
    garantiRow('2026-05-04T09:15:00', -150, -3, -147, 1, 'IADE'),
    garantiRow('2026-05-04T23:59:59', 25, 0, 25, 1, 'PNLT'),
  ];
  const codes: SheetCell[] = ['012345', '000777', { t: 'n', v: 4321 }, ''];
  const total: SheetCell[] = ['TOPLAM', '', '', 1526.07];
  const body = withCode ? rows.map((row, index) => [...row, codes[index] ?? '']) : rows;
  const headers = withCode ? [...garantiHeaders, 'PROVİZYON NO'] : garantiHeaders;
  return xlsxBytes([{ name: 'Rapor', rows: [['GARANTİ BBVA POS RAPORU'], [], headers, ...body, total] }]);
}

const vakifHeaders = [
  'Zincir No', 'İşyeri No', 'İşyeri Adı', 'İşlem Tarihi', 'İşlenme Tarihi', 'POS No', 'Batch No', 'İşlem No', 'Kart No',
  'İşlem Tipi', 'Taksit Sıra', 'Hesaba Geçiş Tarihi', 'Brüt Tutar', 'Komisyon', 'VakıfPara', 'Net Tutar', 'Onay Kodu',
  'Para Cinsi', 'Taksit Sayısı', 'Komisyon Oranı', 'Islem Saati', 'Orijinal Islem Tutari', 'Orijinal Komisyon',
  'UyeRefNo', 'TransactionId', '',
];

const padded = (kurus: number): string => {
  const digits = String(Math.abs(kurus)).padStart(3, '0');
  return `${kurus < 0 ? '-' : '+'}${digits.slice(0, -2).padStart(17, '0')}.${digits.slice(-2)}`;
};

function vakifRow(id: string, type: string, day: string, time: string, gross: number, commission: number, code: string, count: string): string[] {
  return [
    '0', '000000001234567', 'ÖRNEK ŞİRKETİ', day, day, '01234567', '000012', id, '4355**********17', type, count === '0' ? '0' : '1',
    '04.06.2026', padded(gross), padded(commission), padded(0), padded(gross - commission), code, '949', count, '+00001.99', time,
    padded(gross), padded(commission), `SIP-${id}`, `TX${id}`, '',
  ];
}

/**
 * VakıfBank's csv in ISO-8859-9: legal lines, legend, header in row 3, blank row 4, a
 * phantom column. One TEK, one TKS, one VFT, one IAD, one PUA, one CAB.
 */
export function vakifbankCsv(codePage: CodePage = 'windows-1254'): Uint8Array {
  const rows = [
    ['Bu rapor Türkiye Vakıflar Bankası T.A.O. tarafından bilgi amaçlı üretilmiştir; yasal belge değildir.'],
    ['TEK: Tek Çekim', 'TKS: Taksitli', 'VFT: Vade Farklı', 'IAD: İade', 'PUA: Puan', 'CAB: Ücret'],
    vakifHeaders,
    [],
    vakifRow('000000000101', 'TEK', '03.05.2026', '153458', 503_880, 10_027, '012345', '0'),
    vakifRow('000000000102', 'TKS', '03.05.2026', '93458', 120_000, 4_188, '654321', '6'),
    vakifRow('000000000103', 'VFT', '03.05.2026', '000001', 1, 0, '000001', '0'),
    vakifRow('000000000104', 'IAD', '04.05.2026', '120000', 20_000, 0, '012345', '0'),
    vakifRow('000000000105', 'PUA', '04.05.2026', '120001', 500, 0, '', '0'),
    vakifRow('000000000106', 'CAB', '04.05.2026', '120002', 2_500, 0, '', '0'),
  ];
  // The legal line is one line of the file and holds the separator, as the bank's does.
  const text = csvText(rows.slice(1));
  return encodeText(`${(rows[0] ?? []).join(';')}\r\n${text}`, codePage);
}

const yapiKrediHeaders = [
  'Yükleme Tarihi', 'Ödeme Tarihi', 'Brüt Tutar', 'İşlem Tutarı', 'Taksitli İşlem Komisyonu', 'Katkı Payı TL', 'Net Tutar',
  'Taksit Sayısı / Taksit Numarası', 'Org. İşlem Tarihi', 'İşlem Tipi', 'Kart Tipi', 'Kart Markası', 'Kart No',
  'Terminal No', 'Onay Kodu', 'Mesaj Tipi',
];

function yapiKrediRow(day: string, gross: number, commission: number, share: number, net: number, part: string, code: SheetCell, type: string): SheetCell[] {
  return [
    day, '02.06.2026', gross, gross, commission, share, net, part, day, 'Taksitli', 'Kredi', 'VISA', '450634******0017',
    '67000001', code, type,
  ];
}

/** Yapı Kredi's xlsx: positive amounts throughout, Mesaj Tipi tells the refund and the void. */
export function yapiKrediXlsx(): Uint8Array {
  return xlsxBytes([
    {
      name: 'Sheet0',
      rows: [
        yapiKrediHeaders,
        yapiKrediRow('03.05.2026', 300, 6.5, 1.25, 292.25, '3/3', '001122', 'Satış'),
        yapiKrediRow('03.05.2026', 89.9, 1.8, 0, 88.1, '', 'A1B2C3', 'Satış'),
        yapiKrediRow('05.05.2026', 50.05, 0, 0, 50.05, '3/1', '001122', 'İade'),
        yapiKrediRow('05.05.2026', 10, 0, 0, 10, '', '334455', 'İptal'),
      ],
    },
  ]);
}
