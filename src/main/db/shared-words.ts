/**
 * The same rows, with the text of `columns` held once for all of them. For columns of few
 * different values: SQLite hands out a copy a row, which for whole files is half of what
 * their rows weigh.
 */
export function* withSharedWords<T extends object>(rows: Iterable<T>, columns: readonly (keyof T)[]): Generator<T, void, void> {
  const words = new Map<T[keyof T], T[keyof T]>();
  for (const row of rows) {
    for (const column of columns) {
      const word = row[column];
      const known = words.get(word);
      if (known === undefined) words.set(word, word);
      else row[column] = known;
    }
    yield row;
  }
}
