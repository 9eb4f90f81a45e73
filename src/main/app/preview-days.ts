import type { OutputOf } from '../../shared/contract/method.ts';
import type { previewContract, VerdictCounts } from '../../shared/contract/preview.ts';
import { daysBetween } from '../../shared/day.ts';
import type { CommandContext, HandlersOf } from './context.ts';
import { previewOf, storedPreview } from './preview.ts';

const pairsOf = ({ matched, amount_mismatch, status_mismatch }: VerdictCounts): number => matched + amount_mismatch + status_mismatch;
const linesOf = (counts: VerdictCounts): number => pairsOf(counts) + counts.orphan_db + counts.orphan_bank;

/** One preview a day of a preview's period, in order. */
function previewsByDay(context: CommandContext, previewId: string): OutputOf<(typeof previewContract)['preview.by_day']> {
  const { summary, question } = storedPreview(context.db, previewId);
  const days = daysBetween(question.from, question.to);
  const previews = days.flatMap((day, index) => {
    context.progress({ step: 'match', done: index, total: days.length });
    const one = previewOf(context, { ...question, from: day, to: day });
    return linesOf(one.counts) === 0 ? [] : [one];
  });
  const kept = previews.reduce((sum, { counts }) => sum + pairsOf(counts), 0);
  return { previews, parted: Math.max(0, pairsOf(summary.counts) - kept) };
}

export const dailyPreviewHandlers = {
  'preview.by_day': ({ preview_id }, context) => previewsByDay(context, preview_id),
} satisfies Pick<HandlersOf<typeof previewContract>, 'preview.by_day'>;
