import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { day } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';

/** What the shell needs to know of the running sandbox. */
const sampleReady = z.object({
  identity_url: z.string(),
  api_url: z.string(),
  slug: z.string(),
  client_id: z.string(),
  client_secret: z.string(),
  connector_config_id: z.string(),
  period_start: day,
  period_end: day,
  bank_file: z.string(),
});

export interface Sample {
  readonly ready: z.infer<typeof sampleReady>;
  close(): Promise<void>;
}

/**
 * Starts Payven's stand-in on this computer with invented data; its bank file is
 * written into `folder`. Throws AppError('machine.sample').
 */
export async function startSample(folder: string): Promise<Sample> {
  const file = new URL(import.meta.url.endsWith('.ts') ? './sample-worker.ts' : './sample-worker.js', import.meta.url);
  const worker = new Worker(file, { workerData: { bank_file: join(folder, 'ornek-banka') }, name: 'sample' });
  const close = async (): Promise<void> => {
    await worker.terminate();
  };
  try {
    const said = await new Promise<unknown>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`ended with ${code}`)));
    });
    return { ready: sampleReady.parse(said), close };
  } catch (error) {
    await close();
    throw new AppError('machine.sample', { reason: error instanceof Error ? error.message : 'unknown' }, error);
  }
}
