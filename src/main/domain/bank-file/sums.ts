import type { MappableField } from '../../../shared/bank-row.ts';
import { AppError } from '../../../shared/errors.ts';
import { type AmountReading, decideDecimal, readAmount } from './amounts.ts';
import type { RawRows } from './raw.ts';

/** Rows that must add up before sums prove anything. */
const ENOUGH = 3;
/** Beyond this many columns of amounts the file is looked at by the user. */
const MOST_COLUMNS = 10;

/** Kuruş without sign by row; null where the cell is blank, undefined for a column that is no amount throughout. */
function sizesOf(rows: RawRows, at: number): (number | null)[] | undefined {
  const cells = Array.from(rows, (row) => row[at]);
  try {
    const sign = decideDecimal(cells, '', undefined, undefined);
    const read = cells.map((cell) => readAmount(cell, sign));
    if (read.some((one) => one.state === 'bad')) return undefined;
    return read.map((one: AmountReading) => (one.state === 'ok' ? Math.abs(one.kurus) : null));
  } catch (error) {
    // A column whose decimal sign is open proves nothing; the user is asked about it as ever.
    if (error instanceof AppError && error.code === 'input.decimal_unclear') return undefined;
    throw error;
  }
}

type Sizes = readonly (number | null)[];

/** Whether gross is net and commission in every row that has any of them. Where nothing was taken off, gross and net prove each other. */
function addsUp(gross: Sizes, net: Sizes, commission: Sizes): boolean {
  let rows = 0;
  for (const [index, whole] of gross.entries()) {
    const [kept, taken] = [net[index] ?? null, commission[index] ?? null];
    if (whole === null && kept === null && taken === null) continue;
    if (whole === null || kept === null || taken === null) return false;
    if (whole !== kept + taken || taken > kept) return false;
    rows += 1;
  }
  return rows >= ENOUGH;
}

/**
 * Finds gross, net and commission among columns of amounts whose headers say nothing:
 * the one way in which three of them add up in every row. Undefined where there is
 * none, or more than one: then only the user can say (bank formats, gross and net).
 */
export function proveSums(
  rows: RawRows,
  places: readonly number[],
): ReadonlyMap<MappableField, number> | undefined {
  if (places.length > MOST_COLUMNS) return undefined;
  const columns = places.flatMap((at) => {
    const sizes = sizesOf(rows, at);
    return sizes === undefined ? [] : [{ at, sizes }];
  });
  const found: ReadonlyMap<MappableField, number>[] = [];
  for (const gross of columns) {
    for (const net of columns) {
      if (net === gross) continue;
      for (const commission of columns) {
        if (commission === gross || commission === net || !addsUp(gross.sizes, net.sizes, commission.sizes)) continue;
        found.push(new Map([['amount', gross.at], ['net', net.at], ['commission', commission.at]] as const));
      }
    }
  }
  return found.length === 1 ? found[0] : undefined;
}
