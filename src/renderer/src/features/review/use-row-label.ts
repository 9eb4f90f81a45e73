import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReviewRow } from '../../../../shared/contract/review.ts';
import { formatKurus } from '../../../../shared/money.ts';
import { say } from '../../../../shared/text/say.ts';
import { useLook } from '../../preferences.ts';
import { formatDelta } from '../../ui/format.ts';
import { rowDate } from './row-text.ts';
import { markOf } from './rows.ts';

/** A row of the review in one sentence, for screen readers. */
export function useRowLabel(pushing: boolean): (row: ReviewRow) => string {
  const { t } = useTranslation();
  const { language } = useLook();
  return useCallback(
    (row: ReviewRow) => {
      const amount = (value: number | null): string => (value === null ? t('review.none_value') : formatKurus(value));
      const mark = markOf(row, pushing);
      return t('review.row_label', {
        verdict: say(language, `verdict.${row.verdict ?? ''}`),
        date: rowDate(row),
        code: row.auth_code ?? t('review.none_value'),
        card: row.card ?? t('review.none_value'),
        payven: amount(row.db_amount),
        bank: amount(row.bank_amount),
        delta: formatDelta(row.delta),
        answer: mark === null ? t('decision.matched') : t(`decision.${mark}`),
      });
    },
    [t, language, pushing],
  );
}
