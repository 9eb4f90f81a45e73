import type { Layout } from './layout.ts';

/** One line a day and card type: totals, which no transaction can be matched with. */
export const fibabanka: Layout = {
  name: 'fibabanka-statement',
  version: 1,
  bank: 'Fibabanka',
  signatures: [['Gün', 'İşlem', 'Adet', 'Brüt Tutar']],
  columns: {},
  daily_totals: true,
};
