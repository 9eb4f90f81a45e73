import { type AmountReading, readAmount } from './amounts.ts';
import type { ReadingPlan } from './plan.ts';
import type { RawCell } from './raw.ts';

/** The amounts of one row, signed as the file has them. */
export interface RowMoney {
  readonly gross: AmountReading;
  readonly commission: AmountReading;
  /** Of the whole sale, where a column names it. */
  readonly original: AmountReading;
  /** Sum of all other deductions. */
  readonly deductions: AmountReading;
  readonly net: AmountReading;
}

const blank: AmountReading = { state: 'blank' };

/** Kuruş of a reading, null where there is none. */
export const kurusOf = (reading: AmountReading): number | null => (reading.state === 'ok' ? reading.kurus : null);

const safe = (kurus: number, currency: string | null): AmountReading =>
  Number.isSafeInteger(kurus) ? { state: 'ok', kurus, currency } : { state: 'bad', reason: 'amount_too_large' };

function sumOf(readings: readonly AmountReading[]): AmountReading {
  let sum: AmountReading = blank;
  for (const reading of readings) {
    if (reading.state === 'bad') return reading;
    if (reading.state === 'blank') continue;
    sum = sum.state === 'ok' ? safe(sum.kurus + reading.kurus, reading.currency) : reading;
    if (sum.state === 'bad') return sum;
  }
  return sum;
}

/** Net plus everything that was kept, with the net's direction. */
function rebuild(net: AmountReading, kept: readonly AmountReading[]): AmountReading {
  if (net.state !== 'ok') return net;
  const sizes: AmountReading[] = [{ ...net, kurus: Math.abs(net.kurus) }];
  for (const part of kept) sizes.push(part.state === 'ok' ? { ...part, kurus: Math.abs(part.kurus) } : part);
  const gross = sumOf(sizes);
  return gross.state === 'ok' && net.kurus < 0 ? { ...gross, kurus: -gross.kurus } : gross;
}

/** Reads a row's amounts by the plan of its file; the gross is rebuilt where the file has none. */
export function readMoney(cells: readonly RawCell[], plan: ReadingPlan): RowMoney {
  const read = (index: number | undefined): AmountReading =>
    index === undefined ? blank : readAmount(cells[index], plan.decimals.get(index) ?? 'comma');
  const { at } = plan.columns;
  const original = read(at.get('original_amount'));
  const commission = read(at.get('commission'));
  const deductions = sumOf(plan.columns.deductions.map(read));
  const net = read(at.get('net'));
  const own = plan.gross_source === 'column' ? read(at.get('amount')) : net;
  const gross = plan.gross_source === 'rebuilt' ? rebuild(net, [commission, deductions]) : own;
  return { gross, original, commission, deductions, net };
}
