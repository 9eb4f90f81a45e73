import type BetterSqlite3 from 'better-sqlite3';
import { foldText } from '../domain/bank-file/fold.ts';

/** Texts remembered per connection: merchants are few, their transactions many. */
const REMEMBERED = 5_000;

/**
 * Gives a connection `fold_text(text)`, see {@link foldText}: SQLite's own lower()
 * knows ASCII alone, and `İ`, `ı` and their likes are what Turkish names are made of.
 */
export function registerFolding(db: BetterSqlite3.Database): void {
  const known = new Map<string, string>();
  db.function('fold_text', { deterministic: true }, (text: unknown) => {
    if (typeof text !== 'string') return null;
    const held = known.get(text);
    if (held !== undefined) return held;
    const folded = foldText(text);
    if (known.size >= REMEMBERED) known.clear();
    known.set(text, folded);
    return folded;
  });
}
