import { parentPort, workerData } from 'node:worker_threads';

/**
 * The sandbox in a thread of its own: making its world and answering its requests
 * must not hold up the shell. Loaded by nothing but a wish for the sample.
 */
const port = parentPort;
if (port === null) throw new Error('sample-worker runs as a worker thread');
const { bank_file } = workerData as { readonly bank_file: string };
/** A port of its own where it is free: the next launch then finds the same connection again. */
const PORT = 47_815;
const WORLD = { seed: 1, transactions: 400, bank: 'garanti', noise: 10, bank_file } as const;

const { startSandbox } = await import('../../sandbox/server.ts');
// Where another program has that port, any other does.
const { ready } = await startSandbox({ ...WORLD, port: PORT }).catch(() => startSandbox(WORLD));
port.postMessage(ready);
