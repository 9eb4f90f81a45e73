import { expect, it } from 'vitest';
import { decisionContract } from '../../src/shared/contract/decision.ts';
import { meetAnswers } from '../../src/main/app/conflicts.ts';
import { transact } from '../../src/main/db/database.ts';
import { countUnsent, unsentDecisions } from '../../src/main/db/decisions.ts';
import { openDatabase } from '../../src/main/db/open.ts';
import { call, temporaryFolder, testDesk } from '../builders/desk.ts';
import { fillReview, REVIEWED } from '../builders/review-scene.ts';

it('decisions are chosen a chunk at a time, each once, and only the chunk is set against what Payven told', async () => {
  const folder = temporaryFolder();
  fillReview({ folder: folder.path, details: 2_000, seed: 5 });
  const desk = testDesk(folder.path);
  const { decided } = await call(desk, decisionContract, 'decision.make', { reconciliation_id: REVIEWED, filter: {}, action: 'Ignore' });
  desk.close();
  const database = openDatabase(folder.path);
  const db = database.write;
  try {
    const chosen: string[] = [];
    for (let after = 0; ; ) {
      const chunk = unsentDecisions(db, REVIEWED, after, 100);
      if (chunk.length === 0) break;
      expect(chunk.length).toBe(Math.min(100, decided - chosen.length));
      chosen.push(...chunk.map(({ detail_id }) => detail_id));
      after = chunk.at(-1)?.place ?? after;
    }
    expect([chosen.length, new Set(chosen).size]).toEqual([decided, countUnsent(db, REVIEWED)]);
    transact(db, () => {
      db.prepare(`UPDATE reconciliation_detail SET detail_status = 'Resolved', resolution_action = 'AcceptDb'`).run();
      meetAnswers(db, REVIEWED, chosen.slice(0, 3));
    });
    expect(countUnsent(db, REVIEWED)).toBe(decided - 3);
  } finally {
    database.close();
    folder.remove();
  }
});
