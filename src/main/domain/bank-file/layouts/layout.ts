import type { MappableField } from '../../../../shared/bank-row.ts';
import type { InstalmentRows } from '../../../../shared/instalments.ts';
import type { DecimalSign } from '../amounts.ts';
import type { SlashOrder } from '../dates.ts';
import type { Meaning } from '../words.ts';

/** Where a row's gross comes from: its own column, rebuilt from the net, or the net standing in for it. */
export type GrossSource = 'column' | 'rebuilt' | 'net_only';

/** A bank's export as data: how it is recognised and what differs from the common reading. */
export interface Layout {
  readonly name: string;
  readonly version: number;
  /** The bank as people call it. */
  readonly bank: string;
  /** Alternatives; a header row with every name of one of them has this layout. */
  readonly signatures: readonly (readonly string[])[];
  /** field -> headers, the first one present wins; an empty list keeps the field unmapped. */
  readonly columns: Partial<Record<MappableField, readonly string[]>>;
  /** The bank's own short codes in its type and status columns. */
  readonly words?: Readonly<Record<string, Meaning>>;
  /** Decimal sign of text amounts where a column leaves it open. */
  readonly decimal?: DecimalSign;
  /** Order of dates written with `/` or `-` where a column leaves it open. */
  readonly date_order?: SlashOrder;
  /** What a row of a sale in instalments stands for; left out or to be asked, it is taken for a part. */
  readonly instalments?: InstalmentRows;
  /** Four digits or fewer in the time column are an HHMMSS that lost its zeros. */
  readonly time_has_seconds?: boolean;
  /** Digits a numeric authorisation code is padded to, six where left out; 0: left as it is. */
  readonly code_padding?: number;
  /** Whose figure the gross is. A file in which that column is missing is not read by another. */
  readonly gross?: GrossSource;
  /** The bank prints totals of days and no transactions: such a file is refused. */
  readonly daily_totals?: boolean;
  /** Made from a profile that the user saved: no column is looked for beyond it. */
  readonly saved?: boolean;
}
