import type { Day } from '../../shared/day.ts';
import type { Discrepancy } from '../../shared/enums.ts';
import type { LayoutTraits } from '../layouts/layout.ts';
import type { Random } from '../random.ts';
import type { Case, Link, Merchant, Refund, SheetRow, Transaction } from '../world.ts';
import type { Codes } from './codes.ts';

/** A row before its number in the file is known; `moment` (UTC ms) orders rows of one day. */
export interface DraftRow extends Omit<SheetRow, 'row'> {
  moment: number;
}

export interface DraftLine {
  verdict: Discrepancy | null;
  transaction: Transaction | null;
  row: DraftRow | null;
}

/** As {@link Link}, of records whose rows have no number yet. */
export interface DraftLink {
  kind: Link['kind'];
  transactions: Transaction[];
  rows: DraftRow[];
}

export interface DraftCase {
  name: Case['name'];
  lines: DraftLine[];
  links: DraftLink[];
}

/** What all scenes of one world write into. */
export interface Stage {
  random: Random;
  codes: Codes;
  merchants: [Merchant, ...Merchant[]];
  traits: LayoutTraits;
  days: [Day, ...Day[]];
  transactions: Transaction[];
  refunds: Refund[];
  rows: DraftRow[];
  cases: DraftCase[];
}
