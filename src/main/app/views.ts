import { type reviewContract, savedView, type SavedView } from '../../shared/contract/review.ts';
import { transact } from '../db/database.ts';
import { recordHistory } from '../db/history.ts';
import { allViews, removeView, saveView, type SavedViewRow } from '../db/views.ts';
import type { Log } from '../ports.ts';
import type { HandlersOf } from './context.ts';

/** None, and a line in the log, where another version named something differently: the other views are not lost over it. */
function present({ id, name, filter_json, sort_json, columns_json }: SavedViewRow, log: Log): SavedView[] {
  const { data } = savedView.safeParse({
    view_id: id,
    name,
    filter: JSON.parse(filter_json),
    sort: JSON.parse(sort_json),
    columns: columns_json === null ? null : JSON.parse(columns_json),
  });
  if (data === undefined) log.error('view.unreadable', { view_id: id });
  return data === undefined ? [] : [data];
}

export const viewHandlers = {
  'view.list': (_, { db, log }) => {
    const { compare } = new Intl.Collator('tr');
    const views = allViews(db).flatMap((row) => present(row, log));
    return { views: views.sort((a, b) => compare(a.name, b.name)) };
  },
  'view.save': ({ name, filter, sort, columns }, { db, ids, clock, user }) => {
    const stored = { name, filter_json: JSON.stringify(filter), sort_json: JSON.stringify(sort), columns_json: columns === null ? null : JSON.stringify(columns) };
    const view_id = transact(db, () => {
      recordHistory(db, { at: clock.now(), by: user, what: 'view.saved', subject: null, facts: { name } });
      return saveView(db, { id: ids.uuid(), ...stored });
    });
    return { view_id, name, filter, sort, columns };
  },
  'view.remove': ({ view_id }, { db, clock, user }) =>
    transact(db, () => {
      const name = removeView(db, view_id);
      if (name !== null) recordHistory(db, { at: clock.now(), by: user, what: 'view.removed', subject: null, facts: { name } });
      return { removed: name !== null };
    }),
} satisfies Pick<HandlersOf<typeof reviewContract>, 'view.list' | 'view.save' | 'view.remove'>;
