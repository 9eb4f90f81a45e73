import { temporaryFolder } from '../builders/desk.ts';
import { matchApart } from './match-apart.ts';
import { fillDesk } from './match-desk.ts';
import type { Measured } from './run.ts';

/** `preview.make` as a user has it, against DuckDB's load and join of the same rows. */
export async function benchPreview(rows: number): Promise<Measured[]> {
  const folder = temporaryFolder();
  try {
    fillDesk(folder.path, rows);
    const { ms } = await matchApart('duckdb', 'as banks give them', folder.path);
    const bare = Object.values(ms).reduce((sum, each) => sum + each, 0);
    const made = await matchApart('preview', 'as banks give them', folder.path);
    const taken = made.ms['preview'] ?? 0;
    return [{ step: 'preview, SQLite to SQLite', rows, ms: taken, against: 'DuckDB load and join', ratio: taken / bare, rss_mib: made.rss_mib }];
  } finally {
    folder.remove();
  }
}
