import { INCOMPLETE, MORE } from './byte-scanner.ts';
import { limits, tooLarge } from './limits.ts';
import { patternOf, TextScanner } from './text-scanner.ts';
import { giveUp } from './unknown.ts';

/** Reads `sharedStrings.xml` into the pool: the first text is number 0, as cells count them. */
export class SharedStringsScanner extends TextScanner {
  #state: 'before' | 'texts' | 'tail' | 'after' = 'before';
  #depth = 0;
  #open: Buffer = Buffer.alloc(0);
  #close: Buffer = Buffer.alloc(0);

  protected isComplete(): boolean {
    return this.#state === 'after';
  }

  protected step(at: number): number {
    const start = this.skipSpace(at);
    if (start >= this.end) return start === at ? INCOMPLETE : start;
    if (this.#state === 'texts') {
      const matched = this.match(start, this.#open);
      if (matched === 'incomplete') return INCOMPLETE;
      if (matched === 'yes') return this.#text(start + this.#open.length);
    }
    const skipped = this.skipRemark(start);
    return skipped === start ? this.#tag(start) : skipped;
  }

  #text(at: number): number {
    // With an attribute, or without an inside, the library would not count it.
    if (this.work[at] !== MORE) return at >= this.end ? INCOMPLETE : giveUp('attributes of a shared string');
    if (this.pool.size >= limits.cells) tooLarge({ texts: this.pool.size, limit: limits.cells });
    return this.item(at + 1, this.#close);
  }

  #tag(at: number): number {
    const tag = this.tagAt(at);
    if (tag === undefined) return INCOMPLETE;
    if (this.#state === 'before') {
      this.openRoot(tag, 'sst');
      this.#open = patternOf(this.prefix, '<', 'si');
      this.#close = patternOf(this.prefix, '</', 'si>');
      this.preparePatterns();
      this.#state = tag.kind === 'empty' ? 'after' : 'texts';
    } else if (this.#state === 'after') {
      giveUp('something behind the shared strings');
    } else if (tag.kind === 'close' && this.#depth === 0) {
      if (tag.name !== 'sst') giveUp(`closing ${tag.name}`);
      this.#state = 'after';
    } else {
      // Behind the texts: an extension list. A text behind it would have another number for the library.
      if (this.#depth === 0 && tag.name !== 'extLst') giveUp(`element sst/${tag.name}`);
      this.#state = 'tail';
      if (tag.kind === 'open') this.#depth += 1;
      if (tag.kind === 'close') this.#depth -= 1;
    }
    return tag.next;
  }
}
