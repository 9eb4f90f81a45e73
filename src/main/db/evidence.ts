import type { Cause, Clue, EvidencePass, Sureness } from '../../shared/evidence.ts';
import type { ReadableDb, WritableDb } from './database.ts';

/** One side's record in a suggestion; `line`: its place in the plan, null outside it. */
export interface SuggestionMember {
  readonly line: number | null;
  readonly transaction_id: string | null;
  readonly import_id: string | null;
  readonly row: number | null;
}

/** A suggestion as it is kept; its words are made when it is shown. */
export interface KeptSuggestion {
  readonly suggestion: number;
  readonly pass: EvidencePass;
  readonly sureness: Sureness;
  readonly reasons: readonly Clue[];
  readonly needs: readonly Clue[];
  readonly rivals: number;
  readonly members: readonly SuggestionMember[];
}

/** What is known of a plan beyond the plan itself. */
export interface PlanEvidence {
  /** By line. */
  readonly causes: ReadonlyMap<number, Cause>;
  readonly suggestions: readonly KeptSuggestion[];
}

/** Keeps the suggestions of a preview; call it inside the transaction that stores the preview. */
export function saveSuggestions(db: WritableDb, previewId: string, suggestions: readonly KeptSuggestion[]): void {
  const insert = db.prepare(
    `INSERT INTO preview_suggestion (preview_id, suggestion, pass, sureness, reasons_json, needs_json, rivals)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertMember = db.prepare(
    `INSERT INTO preview_suggestion_member (preview_id, suggestion, member, line, transaction_id, import_id, row)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const { suggestion, pass, sureness, reasons, needs, rivals, members } of suggestions) {
    insert.run(previewId, suggestion, pass, sureness, JSON.stringify(reasons), JSON.stringify(needs), rivals);
    members.forEach(({ line, transaction_id, import_id, row }, member) => {
      insertMember.run(previewId, suggestion, member, line, transaction_id, import_id, row);
    });
  }
}

interface StoredSuggestion {
  readonly suggestion: number;
  readonly pass: string;
  readonly sureness: string;
  readonly reasons_json: string;
  readonly needs_json: string;
  readonly rivals: number;
}

/** The suggestions one line of a plan is in, surest first. */
export function suggestionsOfLine(db: ReadableDb, previewId: string, line: number): KeptSuggestion[] {
  const members = db.prepare<[string, number], SuggestionMember>(
    `SELECT line, transaction_id, import_id, row FROM preview_suggestion_member WHERE preview_id = ? AND suggestion = ? ORDER BY member`,
  );
  return db
    .prepare<[{ preview: string; line: number }], StoredSuggestion>(
      `SELECT DISTINCT s.* FROM preview_suggestion_member AS m
       JOIN preview_suggestion AS s ON s.preview_id = m.preview_id AND s.suggestion = m.suggestion
       WHERE m.preview_id = @preview AND m.line = @line
       ORDER BY CASE s.sureness WHEN 'confirmed' THEN 0 WHEN 'likely' THEN 1 ELSE 2 END, s.suggestion`,
    )
    .all({ preview: previewId, line })
    .map(({ suggestion, pass, sureness, reasons_json, needs_json, rivals }) => ({
      suggestion,
      pass: pass as EvidencePass,
      sureness: sureness as Sureness,
      reasons: JSON.parse(reasons_json) as Clue[],
      needs: JSON.parse(needs_json) as Clue[],
      rivals,
      members: members.all(previewId, suggestion),
    }));
}
