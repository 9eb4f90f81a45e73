/**
 * What ends our own reading of a workbook: something in it that we do not know, or know
 * only from reading more than its cells. It never leaves this folder.
 */
export class UnknownFeature extends Error {
  /** In a few words, for the log: `element worksheet/foo`. */
  readonly what: string;

  constructor(what: string) {
    super(what);
    this.what = what;
  }
}

/** Gives the workbook up as one to be left to the library. */
export function giveUp(what: string): never {
  throw new UnknownFeature(what);
}
