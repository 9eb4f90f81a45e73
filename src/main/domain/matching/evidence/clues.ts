import type { Clue } from '../../../../shared/evidence.ts';
import { dayOf } from '../../../../shared/day.ts';
import type { clues } from '../../../../shared/text/tr/clues.ts';
import { sentStatus } from '../request.ts';
import { statusesAgree } from '../twin.ts';
import { isSlip } from './normal.ts';
import { agrees, type BankItem, codesDiffer, differs, type PayvenItem, SAME_MINUTE, timeApart } from './items.ts';
import type { Pair } from './pairs.ts';

type CodeOf<Key> = Key extends `clue.${infer Code}` ? Code : never;
/** Every clue there is a sentence for. */
export type ClueCode = CodeOf<keyof typeof clues>;

const HOUR = 60 * SAME_MINUTE;

/** A clue that has a sentence. */
export const clueOf = (code: ClueCode, params: Clue['params'] = {}): Clue => ({ code, params });

const some = (clue: Clue | false): Clue[] => (clue === false ? [] : [clue]);

/** What speaks for a pair and what against it: the lead first, then amount, time, card and code. */
export function reasonsOf({ transaction: t, row: r, equal }: Pair, lead: Clue | null): Clue[] {
  const cardAgrees = agrees(t.card, r.card) && lead?.code !== 'same_card';
  const codeAgrees = agrees(t.code, r.code) && lead?.code !== 'same_code';
  const codes = { payven: t.source.auth_code ?? '', bank: r.source.auth_code ?? '' };
  return [
    ...some(lead ?? false),
    amountClue(t.amount, r.amount),
    dayClue(t, r),
    ...timeClue(t, r),
    ...some(cardAgrees && clueOf('same_card', { card: r.card ?? '' })),
    ...some(codeAgrees && clueOf('same_code', { code: codes.payven })),
    ...some(equal > 1 && clueOf('equal_rows', { count: equal })),
    ...some(codesDiffer(t, r) && clueOf('code_differs', codes)),
    ...some(t.code !== null && r.code !== null && t.code !== r.code && isSlip(t.code, r.code) && clueOf('code_slip', codes)),
    ...some(differs(t.card, r.card) && clueOf('card_differs', { payven: t.card ?? '', bank: r.card ?? '' })),
    ...some(differs(t.rrn, r.rrn) && clueOf('rrn_differs', { payven: t.source.rrn ?? '', bank: r.source.refs.rrn ?? '' })),
  ];
}

function amountClue(payven: number, bank: number): Clue {
  if (payven === bank) return clueOf('same_amount', { amount: bank });
  return bank < payven ? clueOf('bank_lower', { amount: payven - bank }) : clueOf('bank_higher', { amount: bank - payven });
}

function dayClue(t: PayvenItem, r: BankItem): Clue {
  if (t.day === r.day) return clueOf('same_day', { day: dayOf(t.at) });
  return r.day > t.day ? clueOf('bank_later', { days: r.day - t.day }) : clueOf('bank_earlier', { days: t.day - r.day });
}

function timeClue(t: PayvenItem, r: BankItem): Clue[] {
  const apart = timeApart(t, r);
  if (apart === null || t.day !== r.day) return [];
  if (apart < SAME_MINUTE) return [clueOf('same_minute')];
  const [minutes, hours] = [Math.floor(apart / SAME_MINUTE), Math.floor(apart / HOUR)];
  return [hours === 0 ? clueOf('minutes_apart', { minutes }) : clueOf('hours_apart', { hours })];
}

/** What kept Payven's own matching from a pair, and what would make it agree (Payven guide: an id or a code both sides share, in the period). */
export function needsOf(t: PayvenItem, r: BankItem): Clue[] {
  return [...placeNeeds([t], [r]), ...keyNeeds(t, r), ...some(t.amount !== r.amount && clueOf('needs_amount', { amount: t.amount })), ...statusNeeds([t], [r])];
}

/** What members' statuses keep Payven from calling a match; each sentence once. */
export function statusNeeds(transactions: readonly PayvenItem[], rows: readonly BankItem[]): Clue[] {
  const found = new Map<string, Clue>();
  for (const { source, considered } of transactions) {
    if (!considered) continue;
    for (const row of rows) {
      const bank_status = sentStatus(row.source);
      if (!statusesAgree(source.status, bank_status)) found.set(`${source.status} ${bank_status}`, clueOf('needs_same_status', { status: source.status, bank_status }));
    }
  }
  return [...found.values()];
}

function keyNeeds(t: PayvenItem, r: BankItem): Clue[] {
  const [payven, bank] = [t.source.auth_code ?? '', r.source.auth_code ?? ''];
  if (payven === '') return [clueOf('needs_reference')];
  if (payven !== bank) return [clueOf('needs_code', { code: payven })];
  // Both were compared and had one code: only the merchant can have kept them apart.
  return some(t.source.line !== null && r.source.line !== null && clueOf('needs_merchant'));
}

/** What keeps members out of the comparison altogether; each sentence once. */
export function placeNeeds(transactions: readonly PayvenItem[], rows: readonly BankItem[]): Clue[] {
  const found = new Map<string, Clue>();
  const add = (clue: Clue): unknown => found.set(JSON.stringify(clue), clue);
  for (const { source, considered, at } of transactions) {
    if (!considered) add(clueOf('needs_status', { status: source.status }));
    else if (source.line === null) add(clueOf('needs_in_period', { day: dayOf(at) }));
  }
  for (const { source, at } of rows) {
    if (source.kept === 'out_of_period') add(clueOf('needs_in_period', { day: dayOf(at) }));
    if (source.kept === 'other_merchant') add(merchantNeed(source));
    if (source.kept === 'instalments') add(clueOf('needs_whole_sale'));
  }
  return [...found.values()];
}

/** A row of another merchant, by its number where the file shows one. */
const merchantNeed = ({ bank_merchant_no: number }: BankItem['source']): Clue => (number === null ? clueOf('needs_merchant') : clueOf('needs_own_merchant', { number }));
