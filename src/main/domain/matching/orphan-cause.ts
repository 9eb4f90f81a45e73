import { addDays, dayOf } from '../../../shared/day.ts';
import { adviceOf, type Cause } from '../../../shared/evidence.ts';
import type { Suggestion } from './evidence/sides.ts';
import { isOutside, type OneSide, type Span, type Surroundings } from './orphan-sides.ts';
import { amountCause, type FileHints, statusCause } from './pair-cause.ts';

/** A suggestion that is sure enough to explain, with its members. */
export interface SureSuggestion {
  readonly suggestion: Suggestion;
  readonly members: readonly OneSide[];
}

/** What an orphan's cause is told from. */
export interface OrphanContext {
  readonly span: Span;
  readonly hints: FileHints;
  readonly around: Surroundings;
  /** What a sale that stands voided on the other side, or the reverse, is called; null: there is none. */
  readonly otherState: (orphan: OneSide) => Cause | null;
  readonly isPaidLater: (orphan: OneSide) => boolean;
  readonly isTwice: (orphan: OneSide) => boolean;
}

const absenceOf = ({ kind }: OneSide): Cause => (kind === 'refund' ? 'refund_outside' : 'other_period');

/** Compared in another period; what Payven never compares, or another merchant's, is nowhere else either. */
const isElsewhere = (side: OneSide, span: Span): boolean => side.line === null && side.considered && isOutside(side, span);

function isNextDay(a: OneSide, b: OneSide): boolean {
  const [one, two] = [dayOf(a.at), dayOf(b.at)];
  return addDays(one, 1) === two || addDays(two, 1) === one;
}

const BANK_STATUS: Readonly<Record<string, string>> = { sale: 'completed', refund: 'refunded', void: 'voided' };

/** Why two sides' states differ; null: they do not, or only because a sale was refunded since. */
function stateCause(payven: OneSide, bank: OneSide): Cause | null {
  const db_status = payven.transaction?.status ?? null;
  if (payven.kind === bank.kind && (payven.kind !== 'refund' || db_status !== 'Canceled')) return null;
  return statusCause({ db_status, bank_status: BANK_STATUS[bank.kind] ?? null, isRefund: payven.kind === 'refund' });
}

/** Only what the file itself would mend may be said of two that are no pair: any answer to one side leaves the other. */
function apartAmountCause(payven: OneSide, bank: OneSide, { suggestion }: SureSuggestion, hints: FileHints): Cause {
  if (suggestion.sureness !== 'confirmed') return 'amount_other';
  const cause = amountCause({ db: payven.amount, bank: bank.amount, transaction: payven.transaction, row: bank.row, isGrouped: false, byCode: true }, hints);
  return adviceOf[cause].advice === 'fix_mapping' ? cause : 'amount_other';
}

/** Why two sides that belong together are no pair of Payven's: what differs between them first, then what keeps them apart. */
function apartCause(own: OneSide, other: OneSide, sure: SureSuggestion, { span, hints }: OrphanContext): Cause {
  const isOthers = other.kept === 'other_merchant';
  if (other.kept === 'instalments') return 'split';
  if (!other.considered && !isOthers) return 'status_other';
  const [payven, bank] = own.of === 'payven' ? [own, other] : [other, own];
  const state = stateCause(payven, bank);
  if (state !== null) return state;
  if (payven.amount !== bank.amount) return apartAmountCause(payven, bank, sure, hints);
  if (isElsewhere(other, span)) return absenceOf(own);
  // Payven leaves no two with an equal code alone, unless the merchant parts them.
  if (isOthers || (own.code !== null && own.code === other.code)) return 'merchant_differs';
  if (isNextDay(own, other)) return 'day_boundary';
  return own.code !== null && other.code !== null ? 'key_differs' : 'key_missing';
}

/** Why a side stands alone with nothing sure in sight: an expected absence first, then whether it stands there twice. */
function aloneCause(own: OneSide, context: OrphanContext): Cause {
  const state = context.otherState(own);
  if (state !== null) return state;
  if (own.transaction?.status === 'Canceled') return 'voided_same_day';
  if (context.around.hasRefundOutside(own) || context.around.hasAcrossEdge(own)) return absenceOf(own);
  if (own.of === 'payven' && context.isPaidLater(own)) return 'not_paid_out';
  return context.isTwice(own) ? 'duplicate' : 'missing';
}

/** Why a side stands alone; `own` null: its record tells neither amount nor instant. */
export function orphanCause(own: OneSide | null, sure: SureSuggestion | undefined, context: OrphanContext): Cause {
  if (own === null) return 'missing';
  const others = sure?.members.filter(({ of }) => of !== own.of) ?? [];
  const [other, second] = others;
  if (sure === undefined || other === undefined) return aloneCause(own, context);
  const { pass } = sure.suggestion;
  if (pass === 'split' || pass === 'batch') return others.every((side) => isElsewhere(side, context.span)) ? absenceOf(own) : pass;
  return second === undefined ? apartCause(own, other, sure, context) : aloneCause(own, context);
}
