import type { HistoryEntry } from '../../../../shared/contract/history.ts';

const screenOf = {
  connection: 'settings',
  sync: 'sync',
  import: 'import',
  profile: 'banks',
  bank_merchant: 'banks',
  preview: 'preview',
  start: 'preview',
  reconciliation: 'review',
  decision: 'review',
  note: 'review',
  workbook: 'review',
} as const;

/** Where what an entry is about can be seen. */
export interface EntryLink {
  readonly screen: (typeof screenOf)[keyof typeof screenOf];
  /** Null: the screen as a whole. */
  readonly id: string | null;
}

const hasScreen = (kind: string): kind is keyof typeof screenOf => kind in screenOf;
/** Screens that show one thing by its id. */
const withId: readonly string[] = ['import', 'preview', 'review'] satisfies EntryLink['screen'][];

/** The way from an entry to what it was about; null where that is gone or has no place of its own. */
export function linkOf({ what, subject }: Pick<HistoryEntry, 'what' | 'subject'>): EntryLink | null {
  const kind = what.slice(0, what.indexOf('.'));
  if (!hasScreen(kind)) return null;
  const screen = screenOf[kind];
  if (!withId.includes(screen)) return { screen, id: null };
  // An import that was undone is no longer there.
  return subject === null || what === 'import.undone' ? null : { screen, id: subject };
}
