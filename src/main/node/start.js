#!/usr/bin/env node
// The `mutabakat` command: the command line, on a Node that can run it.
import process from 'node:process';
import { fileURLToPath } from 'node:url';

process.argv.splice(2, 0, fileURLToPath(new URL('cli.ts', import.meta.url)));
await import('./with-node.js');
