import { foldKey } from '../fold.ts';
import { akbankCsv, akbankXlsx } from './akbank.ts';
import { fibabanka } from './fibabanka.ts';
import { garantiTxt, garantiXlsx } from './garanti.ts';
import { halkbankCsv, halkbankXlsx } from './halkbank.ts';
import { isbank } from './isbank.ts';
import { iyzico } from './iyzico.ts';
import type { Layout } from './layout.ts';
import { qnbCsv, qnbXls } from './qnb.ts';
import { turkiyeFinans } from './turkiye-finans.ts';
import { vakifbankCsv } from './vakifbank.ts';
import { yapiKrediCsv, yapiKrediXlsx } from './yapi-kredi.ts';
import { ziraatCsv, ziraatXlsx } from './ziraat.ts';

/** What a file is read with when no layout fits: synonyms alone, nothing fixed. */
export const genericLayout: Layout = { name: 'generic', version: 1, bank: 'unknown', signatures: [], columns: {} };

/** Every built-in layout. */
export const layouts: readonly Layout[] = [
  garantiXlsx,
  garantiTxt,
  vakifbankCsv,
  yapiKrediXlsx,
  yapiKrediCsv,
  akbankXlsx,
  akbankCsv,
  isbank,
  ziraatXlsx,
  ziraatCsv,
  halkbankXlsx,
  halkbankCsv,
  qnbXls,
  qnbCsv,
  turkiyeFinans,
  iyzico,
  fibabanka,
];

/** The layout whose signature a header row carries, the longest signature first; else the generic one. */
export function recogniseLayout(headers: readonly string[]): Layout {
  const present = new Set(headers.map(foldKey));
  let best = genericLayout;
  let bestSize = 0;
  for (const layout of layouts) {
    for (const signature of layout.signatures) {
      if (signature.length <= bestSize || !signature.every((header) => present.has(foldKey(header)))) continue;
      best = layout;
      bestSize = signature.length;
    }
  }
  return best;
}

/** The layout of a name, `generic` included; undefined where there is none of that name. */
export function builtInLayout(name: string): Layout | undefined {
  return [...layouts, genericLayout].find((layout) => layout.name === name);
}
