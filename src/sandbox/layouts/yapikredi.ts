import { addDays } from '../../shared/day.ts';
import type { SheetKind, SheetRow } from '../world.ts';
import { date, lira, text, workbook, type Cell } from './cells.ts';
import { columnsFor, type Column, type Layout } from './layout.ts';

/** Bank format: Yapı Kredi xlsx (amounts stay positive on a refund; Mesaj Tipi tells what a row is). */
const words: Record<SheetKind, string> = {
  sale: 'Satış',
  refund: 'İade',
  void: 'İptal',
  declined: 'Red',
  fee: 'Ücret',
  point: 'Puan',
};

/** Count and number in one cell; an instalment sale stands in one row with the whole gross, paid at its last number. */
const instalments = (row: SheetRow): string => `${row.installment_count}/${row.installment_count}`;

const columns: readonly Column<Cell>[] = [
  { header: 'Yükleme Tarihi', cell: (row) => date(row.day) },
  { header: 'Ödeme Tarihi', cell: (row) => date(addDays(row.day, 1)) },
  { header: 'Brüt Tutar', of_gross: true, cell: (row) => lira(row.gross) },
  { header: 'İşlem Tutarı', of_gross: true, cell: (row) => lira(row.gross) },
  { header: 'Taksitli İşlem Komisyonu', of_gross: true, cell: (row) => lira(row.commission) },
  { header: 'Katkı Payı TL', of_gross: true, cell: (row) => lira(row.reward) },
  { header: 'Net Tutar', cell: (row) => lira(row.net) },
  { header: 'Taksit Sayısı / Taksit Numarası', cell: (row) => text(instalments(row)) },
  { header: 'Org. İşlem Tarihi', cell: (row) => date(row.day) },
  { header: 'İşlem Tipi', cell: (row) => text(row.installment_count > 1 ? 'Taksitli' : 'Peşin') },
  { header: 'Kart Tipi', cell: () => text('Kredi Kartı') },
  { header: 'Kart Markası', cell: (row) => text(row.card_brand) },
  { header: 'Kart No', cell: (row) => text(row.card) },
  { header: 'Terminal No', cell: (row) => text(row.terminal) },
  { header: 'Onay Kodu', cell: (row) => text(row.auth_code ?? '') },
  { header: 'Mesaj Tipi', cell: (row) => text(words[row.kind]) },
];

export const yapikredi: Layout = {
  name: 'yapikredi',
  extension: '.xlsx',
  first_data_row: 2,
  traits: {
    prints_time: false,
    prints_id: false,
    prints_card: true,
    prints_order: false,
    prints_currency: false,
    prints_declined: true,
    prints_fees: false,
    prints_points: false,
  },
  headers: (variant) => columnsFor(columns, variant).map((column) => column.header),
  write: (rows, variant) => {
    const shown = columnsFor(columns, variant);
    return workbook('İşlemler', [
      shown.map((column) => text(column.header)),
      ...rows.map((row) => shown.map((column) => column.cell(row))),
    ]);
  },
};
