import { type historyContract, historyEntry } from '../../shared/contract/history.ts';
import { endOfDay, istanbulIso, startOfDay } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import { listHistory } from '../db/history.ts';
import type { HandlersOf } from './context.ts';

export const historyHandlers = {
  'history.list': ({ kind, text, from, to, offset, limit }, { db }) => {
    if (from !== undefined && to !== undefined && from > to) throw new AppError('usage.range', { from, to });
    const start_at = from === undefined ? null : startOfDay(from);
    const end_at = to === undefined ? null : endOfDay(to);
    const { total, rows } = listHistory(db, { kind: kind ?? null, text: text ?? null, start_at, end_at, offset, limit });
    const entries = rows.map(({ at, facts_json, ...row }) => ({ ...row, at: istanbulIso(at), facts: historyEntry.shape.facts.parse(JSON.parse(facts_json)) }));
    return { total, entries };
  },
} satisfies HandlersOf<typeof historyContract>;
