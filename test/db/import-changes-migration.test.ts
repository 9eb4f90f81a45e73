import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { previewSummary } from '../../src/shared/contract/preview.ts';
import { importSummaryOf } from '../../src/main/app/bank-file.ts';
import { importById, importRows } from '../../src/main/db/imports.ts';
import { migrations } from '../../src/main/db/migrations/list.ts';
import { openDatabase } from '../../src/main/db/open.ts';
import { temporaryFolder } from '../builders/desk.ts';

/** A database of the version before, with an import and a preview in it. */
const BEFORE = `
INSERT INTO connection (id, environment, api_url, credential, secret_place, created_at, last_used_at)
  VALUES ('c', 'custom', 'https://vpos.example', 'client', 'keychain', 1, 1);
INSERT INTO bank_import (id, file_name, stored_file, sha256, format, bank, profile_json, sheet, header_row, headers_json, mapping_json,
  counts_json, kinds_json, amounts_json, warnings_json, created_at) VALUES ('i', 'a.csv', 'x.csv', 'x', 'csv', 'unknown',
  '{"name":"generic","version":1}', 'csv', 1, '["Tarih"]', '{}',
  '{"data":2,"sales":1,"refunds":0,"voids":0,"failed":0,"fees":0,"totals":0,"blank":0,"rejected":1}',
  '{"sale":1,"refund":0,"void":0,"failed":0,"fee":0,"point":0,"chargeback":0,"total":0,"rejected":1}',
  '{"sales":9007199254740991,"refunds":0,"voids":0,"commission":0}', '[]', 1);
INSERT INTO import_row (import_id, row, sheet, kind, amount, currency, transaction_at, time_known, instalment_part, cells_json)
  VALUES ('i', 2, 'csv', 'sale', 9007199254740991, 'TRY', 1777582799999, 1, 0, '[]'), ('i', 3, 'csv', 'rejected', NULL, 'TRY', NULL, 0, 0, '[]');
INSERT INTO preview (id, connection_id, scope, connector_config_id, from_day, to_day, import_ids_json, plan_hash, summary_json, created_at)
  VALUES ('p', 'c', 'Connector', 'k', '2026-04-30', '2026-04-30', '["i"]', 'h', '{"preview_id":"p","plan_hash":"h","scope":"Connector",
  "connector_config_id":"k","merchant_id":null,"from":"2026-04-30","to":"2026-04-30","import_ids":["i"],"counts":{"matched":0,
  "amount_mismatch":0,"status_mismatch":0,"orphan_db":0,"orphan_bank":1},"amounts":{"db":0,"bank":9007199254740991},"buckets":{"Matched":{"db":0,"bank":0},
  "AmountMismatch":{"db":0,"bank":0},"StatusMismatch":{"db":0,"bank":0},"OrphanDb":{"db":0,"bank":0},"OrphanBank":{"db":0,"bank":9007199254740991}},
  "sent":1,"out_of_period":0,"not_sent":{"out_of_period":0,"failed":0,"fees":0,"totals":0,"rejected":1,"foreign_currency":0,"instalments":0},
  "overlapping_rows":0,"assumed":0,"assumed_rules":{},"matchable":false,"data_read_at":"x","data_complete":true,"request_bytes":1,"created_at":"x"}', 1);
`;

describe('an import and a preview from before rows could be changed by hand', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  it('are read as they were, with none of what there was not', () => {
    const old = openDatabase(folder.path, migrations.filter(({ version }) => version < 80));
    old.write.exec(BEFORE);
    old.close();
    const { read, close } = openDatabase(folder.path);
    const record = importById(read, 'i');
    if (record === undefined) throw new Error('no import');
    expect(importSummaryOf(record, 'en')).toMatchObject({
      rows: { data: 2, sales: 1, rejected: 1, left_out: 0 },
      amounts: { sales: Number.MAX_SAFE_INTEGER },
      instalments: 'ask',
      // The last millisecond of an Istanbul day is not yet the next one.
      first_day: '2026-04-30',
      last_day: '2026-04-30',
    });
    expect(importRows(read, 'i', 0, -1)[1]).toMatchObject({ kind: 'rejected', left_out: false, sale_amount: null });
    const stored = read.prepare<[], { summary_json: string; import_undone_at: number | null }>('SELECT * FROM preview').get();
    const summary: unknown = JSON.parse(stored?.summary_json ?? '{}');
    expect(previewSummary.parse(summary)).toMatchObject({
      amounts: { bank: Number.MAX_SAFE_INTEGER },
      not_sent: { rejected: 1, left_out: 0, other_merchant: 0, instalments_grouped: 0 },
      several_merchants: null,
      merchant_numbers: [],
      merchants_unclear: false,
      instalments_apart: {},
    });
    expect(stored?.import_undone_at).toBeNull();
    close();
  });
});
