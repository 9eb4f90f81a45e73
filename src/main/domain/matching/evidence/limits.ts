/** How far the passes search: what lies beyond is counted in `given_up`, never left out unsaid. */
export interface EvidenceLimits {
  /** Rows of one key and one stretch of time that are set against one transaction. */
  readonly fits: number;
  /** Rivals listed for one transaction or row, over all passes. */
  readonly listed: number;
  /** Pairs of one key and one stretch of time, or sums of one whole, that shut each other out. */
  readonly rivals: number;
  /** Parts among which one sum is searched. */
  readonly candidates: number;
  /** Additions tried in one group, and over all groups of a pass. */
  readonly group_steps: number;
  readonly steps: number;
}

/** Twelve parts have 4,096 choices, so a single whole is always searched to its end. */
export const defaultLimits: EvidenceLimits = { fits: 32, listed: 5, rivals: 200, candidates: 12, group_steps: 20_000, steps: 3_000_000 };
