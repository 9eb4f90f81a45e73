import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

const matchedApart = z.object({
  counts: z.record(z.string(), z.int()),
  /** By step. */
  ms: z.record(z.string(), z.number()),
  /** Of the whole process at its peak, with everything it holds. */
  rss_mib: z.int(),
});
export type MatchedApart = z.infer<typeof matchedApart>;
export type Steps = Omit<MatchedApart, 'rss_mib'>;

export type Way = 'duckdb' | 'twin' | 'whole' | 'preview';

/** Matches in a process of its own, so that none profits or suffers from another's memory. */
export async function matchApart(way: Way, shape: string, folder: string): Promise<MatchedApart> {
  const child = spawn(process.execPath, ['test/bench/match-child.ts', way, shape, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [answer, [status]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (status !== 0) throw new Error(`${way}, ${shape}: the process ended with ${status}`);
  return matchedApart.parse(JSON.parse(answer));
}
