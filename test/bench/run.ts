import { cpus, totalmem } from 'node:os';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { benchImport } from './import.ts';
import { benchMatch } from './match.ts';
import { benchPreview } from './preview.ts';
import { benchRead } from './read.ts';
import { benchSearch } from './search.ts';
import { benchSync } from './sync.ts';
import { benchUi } from './ui.ts';

/** One measured step: its time, and as a ratio to something measured in the same run. */
export interface Measured {
  readonly step: string;
  readonly rows: number;
  readonly ms: number;
  /** What the step is held against, and how many times as long it took. */
  readonly against: string;
  readonly ratio: number;
  /** How much the process that did it grew at its peak, MiB, where that was measured. */
  readonly growth_mib?: number;
  /** How large that process was at its peak, all that it held included, MiB. */
  readonly rss_mib?: number;
}

const benches: Readonly<Record<string, (rows: number) => Promise<Measured[]>>> = {
  import: benchImport,
  match: benchMatch,
  preview: benchPreview,
  read: benchRead,
  search: benchSearch,
  sync: benchSync,
  ui: benchUi,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: 'string', default: '100000' },
    // The same number under the name it has in a sync.
    transactions: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

const wanted = positionals.length === 0 ? Object.keys(benches) : positionals;
const results: Measured[] = [];
for (const name of wanted) {
  const bench = benches[name];
  if (bench === undefined) throw new Error(`no such benchmark: ${name}; there are ${Object.keys(benches).join(', ')}`);
  results.push(...(await bench(Number(values.transactions ?? values.rows))));
}

const machine = {
  node: process.version,
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memory_gib: Math.round(totalmem() / 2 ** 30),
  max_rss_mib: Math.round(process.resourceUsage().maxRSS / 1024),
  date: new Date().toISOString().slice(0, 10),
};

if (values.json) {
  process.stdout.write(`${JSON.stringify({ machine, results })}\n`);
} else {
  process.stdout.write(`${JSON.stringify(machine)}\n\n| step | rows | ms | against | ratio | growth MiB | whole MiB |\n| --- | ---: | ---: | --- | ---: | ---: | ---: |\n`);
  for (const { step, rows, ms, against, ratio, growth_mib, rss_mib } of results) {
    process.stdout.write(`| ${step} | ${rows} | ${Math.round(ms)} | ${against} | ${ratio.toFixed(2)} | ${growth_mib ?? ''} | ${rss_mib ?? ''} |\n`);
  }
}
