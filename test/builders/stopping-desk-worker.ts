import { parentPort } from 'node:worker_threads';
import type { ToThread } from '../../src/main/desk-messages.ts';
import '../../src/main/desk-worker.ts';

/** The desk's thread with two calls more: one that ends it, one that holds it up. */
parentPort?.on('message', (message: ToThread) => {
  if (message.kind !== 'call') return;
  if (message.name === 'test.stop') throw new Error('stopped on purpose');
  if (message.name === 'test.hold') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
});
