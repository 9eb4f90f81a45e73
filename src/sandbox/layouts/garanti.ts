import { addDays } from '../../shared/day.ts';
import { sumKurus } from '../../shared/money.ts';
import type { SheetKind, SheetRow } from '../world.ts';
import { date, integer, lira, text, workbook, type Cell } from './cells.ts';
import { columnsFor, type Column, type Layout } from './layout.ts';

/** Bank format: Garanti xlsx (headers so spelled; refunds negative; PNLT and PUCRT are fees), with a PROVİZYON NO column. */
const words: Record<SheetKind, string> = {
  sale: 'SATIS',
  refund: 'İADE',
  void: 'İPTAL',
  declined: 'RED',
  fee: 'PNLT',
  point: 'PUAN',
};

const signed = (row: SheetRow, kurus: number): number =>
  (row.kind === 'refund' || row.kind === 'fee') && kurus !== 0 ? -kurus : kurus;

const currencyWord = (row: SheetRow): string => (row.currency === 'TRY' ? 'TL' : row.currency);

const typeWord = (row: SheetRow): string => (row.kind === 'fee' && row.gross % 2 === 0 ? 'PUCRT' : words[row.kind]);

const columns: readonly Column<Cell>[] = [
  { header: 'ISLEMTARIHI', cell: (row) => date(row.day) },
  { header: 'GUNSONU', cell: (row) => date(row.day) },
  { header: 'VALOR', cell: (row) => date(addDays(row.day, 1)) },
  { header: 'BURUT', of_gross: true, cell: (row) => lira(signed(row, row.gross)) },
  { header: 'KOMISYON', of_gross: true, cell: (row) => lira(signed(row, row.commission)) },
  { header: 'NET', cell: (row) => lira(signed(row, row.net)) },
  { header: 'TSAYISI', cell: (row) => integer(row.installment_count) },
  { header: 'ISLEMTIPI', cell: (row) => text(typeWord(row)) },
  { header: 'URUN', cell: (row) => text(row.card_brand) },
  { header: 'UYENO', cell: (row) => text(row.merchant_number) },
  { header: 'FIRMAKODU', cell: () => text('') },
  { header: 'DOVIZKODU', cell: (row) => text(currencyWord(row)) },
  { header: 'TERMINAL', cell: (row) => text(row.terminal) },
  { header: 'PROVİZYON NO', cell: (row) => text(row.auth_code ?? '') },
  { header: 'BATCHNO', cell: (row) => text(row.day.slice(5).replace('-', '')) },
  { header: 'SUBE', cell: () => text('0123') },
  { header: 'HESAP', cell: () => text('0006299') },
  { header: 'ODULKESINTISI', of_gross: true, cell: (row) => lira(signed(row, row.reward)) },
  { header: 'SERVISKESINTISI', of_gross: true, cell: () => lira(0) },
  { header: 'BORCALACAK', cell: (row) => text(signed(row, 1) < 0 ? 'B' : 'A') },
];

const totals: Record<string, (row: SheetRow) => number> = {
  BURUT: (row) => signed(row, row.gross),
  KOMISYON: (row) => signed(row, row.commission),
  NET: (row) => signed(row, row.net),
};

function totalCell(header: string, rows: readonly SheetRow[]): Cell | null {
  if (header === 'ISLEMTARIHI') return text('TOPLAM');
  const of = totals[header];
  return of ? lira(sumKurus(rows.filter((row) => row.currency === 'TRY').map((row) => of(row)))) : null;
}

export const garanti: Layout = {
  name: 'garanti',
  extension: '.xlsx',
  first_data_row: 4,
  traits: {
    prints_time: false,
    prints_id: false,
    prints_card: false,
    prints_order: false,
    prints_currency: true,
    prints_declined: false,
    prints_fees: true,
    prints_points: false,
  },
  headers: (variant) => columnsFor(columns, variant).map((column) => column.header),
  write: (rows, variant) => {
    const shown = columnsFor(columns, variant);
    return workbook('Hareketler', [
      [text('Örnek Banka - Üye İşyeri Hareket Dökümü')],
      [text('Örnek Ticaret A.Ş. adına hazırlanmıştır')],
      shown.map((column) => text(column.header)),
      ...rows.map((row) => shown.map((column) => column.cell(row))),
      shown.map((column) => totalCell(column.header, rows)),
    ]);
  },
};
