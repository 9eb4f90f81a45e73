import { type historyContract, historyEntry } from '../../shared/contract/history.ts';
import { istanbulIso } from '../../shared/day.ts';
import { listHistory } from '../db/history.ts';
import type { HandlersOf } from './context.ts';

export const historyHandlers = {
  'history.list': ({ before, limit }, { db }) => ({
    entries: listHistory(db, before, limit).map(({ at, facts_json, ...row }) => ({
      ...row,
      at: istanbulIso(at),
      facts: historyEntry.shape.facts.parse(JSON.parse(facts_json)),
    })),
  }),
} satisfies HandlersOf<typeof historyContract>;
