import { useTranslation } from 'react-i18next';
import { say } from '../../../../shared/text/say.ts';
import { formatKurus } from '../../../../shared/money.ts';
import type { Answer } from '../../client.ts';
import { connectionStore } from '../../connection-choice.ts';
import { useBankName, useOutside } from '../../i18n/index.ts';
import { useLook } from '../../preferences.ts';
import { type Screen, routeTo } from '../../router.ts';
import { wantedDetailStore } from '../review/wanted-detail.ts';
import { cardTail, formatInstant, formatRange, formatRowInstant } from '../../ui/format.ts';

type Found = Answer<'search.all'>;
export type HitKind = keyof Found;

/** In the order they are shown. */
export const hitKinds = ['transactions', 'bank_rows', 'details', 'refunds', 'reconciliations', 'imports'] as const satisfies readonly HitKind[];

/** Something that was found, ready to be shown; `amount` in kuruş. */
export interface Hit {
  readonly key: string;
  readonly kind: HitKind;
  readonly when: string;
  readonly words: string;
  readonly amount: number | null;
  /** Where its record is. */
  readonly screen: Screen;
  readonly id: string;
  /** Of a bank's row: which. */
  readonly row: number | null;
  /** Of a detail: which of its reconciliation. */
  readonly detail_id: string | null;
  /** The connection it belongs to; null: whichever is in use. */
  readonly connection_id: string | null;
}

const joined = (parts: readonly (string | null)[]): string => parts.filter((part) => part !== null && part !== '' && part !== '–').join(' · ');
const plain = { row: null, detail_id: null, connection_id: null, amount: null } as const;

/** Takes what was found apart into lines, kind by kind. */
export function useHits(): (found: Found) => Readonly<Record<HitKind, Hit[]>> {
  const { t } = useTranslation();
  const { language } = useLook();
  const outside = useOutside();
  const bankName = useBankName();
  const verdict = (value: string | null): string | null => (value === null ? null : say(language, `verdict.${value}`));
  return ({ transactions, refunds, bank_rows, details, reconciliations, imports }) => ({
    transactions: transactions.hits.map(({ id, connection_id, created, amount, status, auth_code, last4, merchant_name, external_id }) => ({
      ...plain, kind: 'transactions', key: `transaction ${id}`, when: formatInstant(created), amount, screen: 'transactions', id, connection_id,
      words: joined([auth_code, last4 === null ? null : cardTail(last4), outside('status', status), merchant_name, external_id]),
    })),
    bank_rows: bank_rows.hits.map(({ import_id, row, file_name, amount, auth_code, card, kind, ...rest }) => ({
      ...plain, kind: 'bank_rows', key: `row ${import_id} ${row}`, when: formatRowInstant(rest), amount, screen: 'import', id: import_id, row,
      words: joined([auth_code, card === null ? null : cardTail(card), outside('kind', kind), t('parts.row', { file: file_name, n: row })]),
    })),
    details: details.hits.map(({ detail_id, reconciliation_id, period_start, period_end, verdict: found, db_amount, bank_amount, transaction_id, bank_transaction_id }) => ({
      ...plain, kind: 'details', key: `detail ${detail_id}`, when: formatRange(period_start, period_end), amount: db_amount ?? bank_amount, screen: 'review', id: reconciliation_id, detail_id,
      words: joined([verdict(found), bank_transaction_id, transaction_id]),
    })),
    refunds: refunds.hits.map(({ id, connection_id, created, refund_amount, status, merchant_name, reason }) => ({
      ...plain, kind: 'refunds', key: `refund ${id}`, when: formatInstant(created), amount: refund_amount, screen: 'refunds', id, connection_id,
      words: joined([outside('status', status), merchant_name, reason]),
    })),
    reconciliations: reconciliations.hits.map(({ reconciliation_id, name, period_start, period_end, overall_status }) => ({
      ...plain, kind: 'reconciliations', key: `reconciliation ${reconciliation_id}`, when: formatRange(period_start, period_end), screen: 'review', id: reconciliation_id,
      words: joined([name, overall_status === null ? null : say(language, `overall_status.${overall_status}`)]),
    })),
    imports: imports.hits.map(({ import_id, file_name, bank, created_at }) => ({
      ...plain, kind: 'imports', key: `import ${import_id}`, when: formatInstant(created_at), screen: 'import', id: import_id, words: joined([file_name, bankName(bank)]),
    })),
  });
}

/** A hit on one line, as the palette shows it. */
export function hitLabel({ when, words, amount }: Hit): string {
  return joined([when, words, amount === null ? null : `${formatKurus(amount)} TL`]);
}

/** The address of a hit's record. */
export const hitAddress = ({ screen, id }: Hit): string => routeTo(screen, id);

/** Before its record is gone to: one of another connection is shown by that one, and a review opens on the detail. */
export function prepareFor({ connection_id, detail_id }: Hit): void {
  if (connection_id !== null) connectionStore.set(connection_id);
  if (detail_id !== null) wantedDetailStore.set(detail_id);
}
