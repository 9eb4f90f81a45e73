import { describe, expect, it } from 'vitest';
import * as XLSX from 'xlsx';
import { z } from 'zod';
import { generateWorld } from '../../src/sandbox/generator.ts';
import { layoutOf } from '../../src/sandbox/layouts/index.ts';
import { latin5 } from '../../src/sandbox/layouts/latin5.ts';
import type { LayoutName, SheetRow, Variant, World } from '../../src/sandbox/world.ts';

/** Bank formats: headers as the banks spell them. */
const garanti =
  'ISLEMTARIHI,GUNSONU,VALOR,BURUT,KOMISYON,NET,TSAYISI,ISLEMTIPI,URUN,UYENO,FIRMAKODU,DOVIZKODU,TERMINAL,PROVİZYON NO,BATCHNO,SUBE,HESAP,ODULKESINTISI,SERVISKESINTISI,BORCALACAK';
const vakifbank =
  'Zincir No;İşyeri No;İşyeri Adı;İşlem Tarihi;İşlenme Tarihi;POS No;Batch No;İşlem No;Kart No;İşlem Tipi;Taksit Sıra;Hesaba Geçiş Tarihi;Brüt Tutar;Komisyon;VakıfPara;Net Tutar;Onay Kodu;Para Cinsi;Taksit Sayısı;Komisyon Oranı;Islem Saati;Orijinal Islem Tutari;Orijinal Komisyon;UyeRefNo;TransactionId;';
const yapikredi =
  'Yükleme Tarihi,Ödeme Tarihi,Brüt Tutar,İşlem Tutarı,Taksitli İşlem Komisyonu,Katkı Payı TL,Net Tutar,Taksit Sayısı / Taksit Numarası,Org. İşlem Tarihi,İşlem Tipi,Kart Tipi,Kart Markası,Kart No,Terminal No,Onay Kodu,Mesaj Tipi';

const make = (bank: LayoutName, variant: Variant = 'standard'): World => generateWorld({ seed: 4, transactions: 400, bank, variant });
const bytesOf = (world: World): Buffer => layoutOf(world.bank).write(world.rows, world.variant);
const grid = z.array(z.array(z.union([z.string(), z.number(), z.null()])));
type Grid = z.infer<typeof grid>;

function sheetOf(world: World): { rows: Grid; sheet: XLSX.WorkSheet } {
  const book = XLSX.read(bytesOf(world));
  const sheet = book.Sheets[book.SheetNames[0] ?? ''];
  if (!sheet) throw new Error('no sheet');
  return { sheet, rows: grid.parse(XLSX.utils.sheet_to_json(sheet, { header: 1, raw: true, defval: null })) };
}

const linesOf = (world: World): string[] => new TextDecoder('iso-8859-9').decode(bytesOf(world)).split('\r\n').slice(0, -1);
const byKind = (world: World, kind: SheetRow['kind']): SheetRow[] => world.rows.filter((row) => row.kind === kind);
const table = (rows: Grid, headerAt: number) => (row: number, header: string) => rows[row - 1]?.[rows[headerAt]?.indexOf(header) ?? -1];

describe('Garanti xlsx', () => {
  const world = make('garanti');
  const { rows, sheet } = sheetOf(world);
  const cell = table(rows, 2);

  it('stands below two title rows and ends with a total', () => {
    expect(rows[2]?.join(',')).toBe(garanti);
    expect(rows).toHaveLength(3 + world.rows.length + 1);
    expect(rows.at(-1)?.[0]).toBe('TOPLAM');
  });

  it('has each row where the world says it is, with real dates and numbers and codes as text', () => {
    for (const row of world.rows) {
      const sign = row.kind === 'refund' || row.kind === 'fee' ? -1 : 1;
      expect(Math.round(Number(cell(row.row, 'BURUT')) * 100)).toBe(sign * row.gross);
      expect(Math.round(Number(cell(row.row, 'NET')) * 100)).toBe(sign * row.net);
      expect(cell(row.row, 'PROVİZYON NO')).toBe(row.auth_code ?? '');
      const serial = Number(cell(row.row, 'ISLEMTARIHI'));
      expect(new Date((serial - 25_569) * 86_400_000).toISOString().slice(0, 10)).toBe(row.day);
    }
    expect(sheet['A4']).toMatchObject({ t: 'n' });
    expect(XLSX.SSF.is_date(z.object({ z: z.string() }).parse(XLSX.read(bytesOf(world), { cellNF: true }).Sheets['Hareketler']?.['A4']).z)).toBe(true);
  });

  it('balances on the sheet itself', () => {
    for (const { row } of world.rows) {
      const kurus = (header: string): number => Math.round(Number(cell(row, header)) * 100);
      expect(kurus('BURUT') - kurus('KOMISYON') - kurus('ODULKESINTISI') - kurus('SERVISKESINTISI')).toBe(kurus('NET'));
    }
  });

  it('shows fees by their types and other money by its code', () => {
    const fees = byKind(world, 'fee').map((row) => cell(row.row, 'ISLEMTIPI'));
    expect(fees.every((type) => type === 'PNLT' || type === 'PUCRT')).toBe(true);
    expect(world.rows.filter((row) => row.currency === 'USD').map((row) => cell(row.row, 'DOVIZKODU'))).toContain('USD');
  });

  it('holds rows equal to the letter', () => {
    const equal = world.cases.find((one) => one.name === 'equal-rows');
    const [first, second] = (equal?.lines ?? []).map((line) => rows[(line.bank_row ?? 0) - 1]);
    expect(first).toBeDefined();
    expect(first).toEqual(second);
  });

  it('net-only shows neither gross nor what was kept back', () => {
    const header = sheetOf(make('garanti', 'net-only')).rows[2]?.join(',');
    expect(header).toBe(garanti.replace('BURUT,KOMISYON,', '').replace('ODULKESINTISI,SERVISKESINTISI,', ''));
  });
});

describe('VakıfBank csv', () => {
  const world = make('vakifbank');
  const lines = linesOf(world);
  const cells = lines.map((line) => line.split(';'));
  const cell = table(cells, 2);

  it('has legal line, legend, header, blank line, and a semicolon at every end', () => {
    expect(lines[2]).toBe(vakifbank);
    expect(lines[3]).toBe(';');
    expect(lines).toHaveLength(4 + world.rows.length);
    expect(lines.every((line) => line.endsWith(';'))).toBe(true);
    expect(bytesOf(world).includes(Buffer.from([0xdd, 0xfe, 0x6c, 0x65, 0x6d]))).toBe(true);
  });

  it('prints padded amounts, days, times and the provider ids', () => {
    for (const row of world.rows) {
      expect(cell(row.row, 'Brüt Tutar')).toMatch(/^[+-]\d{17}\.\d{2}$/);
      expect(Number(String(cell(row.row, 'Brüt Tutar')).replace('.', '').slice(1))).toBe(row.gross);
      expect(cell(row.row, 'İşlem No')).toBe(row.bank_transaction_id ?? '');
      const [day, month, year] = String(cell(row.row, 'İşlem Tarihi')).split('.');
      expect(Date.parse(`${year}-${month}-${day}T${cell(row.row, 'Islem Saati')}+03:00`)).toBe(row.at);
    }
  });

  it('tells kinds by the bank’s own types', () => {
    const types = (kind: SheetRow['kind']) => new Set(byKind(world, kind).map((row) => cell(row.row, 'İşlem Tipi')));
    expect(types('sale')).toEqual(new Set(['TEK', 'TKS', 'VFT']));
    expect(types('refund')).toEqual(new Set(['IAD']));
    expect(types('point')).toEqual(new Set(['PUA']));
    expect([...types('fee')].every((type) => type === 'CAB' || type === 'IND')).toBe(true);
    for (const row of byKind(world, 'sale')) expect(cell(row.row, 'İşlem Tipi') === 'TKS').toBe(row.installment_count > 1);
  });

  it('net-only shows neither gross nor commission', () => {
    expect(linesOf(make('vakifbank', 'net-only'))[2]).not.toMatch(/Brüt|Komisyon|VakıfPara|Orijinal/);
  });
});

describe('Yapı Kredi xlsx', () => {
  const world = make('yapikredi');
  const { rows } = sheetOf(world);
  const cell = table(rows, 0);

  it('has its header first and positive amounts throughout; Mesaj Tipi tells', () => {
    expect(rows[0]?.join(',')).toBe(yapikredi);
    const words = { sale: 'Satış', refund: 'İade', void: 'İptal', declined: 'Red', fee: '', point: '' };
    for (const row of world.rows) {
      expect(Math.round(Number(cell(row.row, 'Brüt Tutar')) * 100)).toBe(row.gross);
      expect(cell(row.row, 'Mesaj Tipi')).toBe(words[row.kind]);
      expect(cell(row.row, 'Onay Kodu')).toBe(row.auth_code ?? '');
      expect(cell(row.row, 'Taksit Sayısı / Taksit Numarası')).toBe(`${row.installment_count}/${row.installment_count}`);
    }
    expect(byKind(world, 'declined').length).toBeGreaterThan(0);
  });
});

describe('ISO-8859-9', () => {
  it('writes the Turkish letters and refuses what it has no byte for', () => {
    const letters = 'ğĞıİşŞçÇöÖüÜ abc';
    expect(new TextDecoder('iso-8859-9').decode(latin5(letters))).toBe(letters);
    for (const stranger of ['ý', '€', '😀']) expect(() => latin5(stranger)).toThrow(RangeError);
  });
});
