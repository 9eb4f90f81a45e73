/** Characters after which a piece ends. */
const PIECE = 65_536;

/**
 * `[head]item,item,…[tail]` in pieces of text that can be hashed, counted or joined: whole,
 * the text of a large plan would weigh more than the plan.
 */
export function* listPieces<T>(head: string, items: Iterable<T>, textOf: (item: T) => string, tail: string): Generator<string, void, void> {
  let piece = head;
  let between = '';
  for (const item of items) {
    piece += between + textOf(item);
    between = ',';
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield piece + tail;
}
