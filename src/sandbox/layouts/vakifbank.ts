import { addDays, istanbulIso, type Day } from '../../shared/day.ts';
import type { SheetKind, SheetRow } from '../world.ts';
import { latin5 } from './latin5.ts';
import { columnsFor, type Column, type Layout } from './layout.ts';

/**
 * Bank format: VakıfBank csv (ISO-8859-9, semicolons, legal lines, legend, header,
 * blank line; a semicolon at the end of every line makes a phantom column).
 */
const words: Record<SheetKind, string> = {
  sale: 'TEK',
  refund: 'IAD',
  void: 'İPTAL',
  declined: 'RED',
  fee: 'CAB',
  point: 'PUA',
};

function typeWord(row: SheetRow): string {
  if (row.kind === 'sale' && row.installment_count > 1) return 'TKS';
  if (row.kind === 'sale' && row.row % 17 === 0) return 'VFT';
  return row.kind === 'fee' && row.row % 2 === 0 ? 'IND' : words[row.kind];
}

/** Kuruş as `+00000000000005038.80`: a sign, seventeen digits of lira, two of kuruş. */
function amount(row: SheetRow, kurus: number): string {
  const negative = kurus !== 0 && (row.kind === 'refund' || row.kind === 'fee');
  const digits = String(kurus).padStart(19, '0');
  return `${negative ? '-' : '+'}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const printed = (day: Day): string => day.split('-').toReversed().join('.');

const currencyNumber = (row: SheetRow): string => (row.currency === 'TRY' ? '949' : '840');

/** The rate in percent with two decimals, from kuruş, in integers. */
function rate(row: SheetRow): string {
  if (row.gross === 0) return '0.00';
  const basisPoints = (row.commission * 10_000 + Math.floor(row.gross / 2)) / row.gross;
  const digits = String(Math.floor(basisPoints)).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const columns: readonly Column<string>[] = [
  { header: 'Zincir No', cell: () => '0000000' },
  { header: 'İşyeri No', cell: (row) => row.merchant_number },
  { header: 'İşyeri Adı', cell: () => 'ÖRNEK İŞYERİ' },
  { header: 'İşlem Tarihi', cell: (row) => printed(row.day) },
  { header: 'İşlenme Tarihi', cell: (row) => printed(row.day) },
  { header: 'POS No', cell: (row) => row.terminal },
  { header: 'Batch No', cell: (row) => row.day.slice(5).replace('-', '') },
  { header: 'İşlem No', cell: (row) => row.bank_transaction_id ?? '' },
  { header: 'Kart No', cell: (row) => row.card },
  { header: 'İşlem Tipi', cell: typeWord },
  { header: 'Taksit Sıra', cell: () => '1' },
  { header: 'Hesaba Geçiş Tarihi', cell: (row) => printed(addDays(row.day, 1)) },
  { header: 'Brüt Tutar', of_gross: true, cell: (row) => amount(row, row.gross) },
  { header: 'Komisyon', of_gross: true, cell: (row) => amount(row, row.commission) },
  { header: 'VakıfPara', of_gross: true, cell: (row) => amount(row, row.reward) },
  { header: 'Net Tutar', cell: (row) => amount(row, row.net) },
  { header: 'Onay Kodu', cell: (row) => row.auth_code ?? '' },
  { header: 'Para Cinsi', cell: currencyNumber },
  { header: 'Taksit Sayısı', cell: (row) => String(row.installment_count) },
  { header: 'Komisyon Oranı', of_gross: true, cell: rate },
  { header: 'Islem Saati', cell: (row) => istanbulIso(row.at).slice(11, 19) },
  { header: 'Orijinal Islem Tutari', of_gross: true, cell: (row) => amount(row, row.gross) },
  { header: 'Orijinal Komisyon', of_gross: true, cell: (row) => amount(row, row.commission) },
  { header: 'UyeRefNo', cell: (row) => row.order_id },
  { header: 'TransactionId', cell: (row) => (row.order_id ? `TX-${row.order_id}` : '') },
];

export const vakifbank: Layout = {
  name: 'vakifbank',
  extension: '.csv',
  first_data_row: 5,
  traits: {
    prints_time: true,
    prints_id: true,
    prints_card: true,
    prints_order: true,
    prints_currency: true,
    prints_declined: false,
    prints_fees: true,
    prints_points: true,
  },
  headers: (variant) => columnsFor(columns, variant).map((column) => column.header),
  write: (rows, variant) => {
    const shown = columnsFor(columns, variant);
    const lines = [
      'Örnek Banka T.A.O. Bu döküm bilgi amaçlıdır, örnek kayıtlardır.',
      'TEK: Tek çekim, TKS: Taksitli satış, VFT: Vade farksız taksit, IAD: İade, PUA: Puan, CAB ve IND: Ücret',
      shown.map((column) => column.header).join(';'),
      '',
      ...rows.map((row) => shown.map((column) => column.cell(row)).join(';')),
    ];
    return latin5(lines.map((line) => `${line};\r\n`).join(''));
  },
};
