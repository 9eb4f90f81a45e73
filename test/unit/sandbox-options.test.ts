import { describe, expect, it } from 'vitest';
import { FaultBox } from '../../src/sandbox/faults.ts';
import { bankFilePath, checkOptions } from '../../src/sandbox/options.ts';
import { startSandbox } from '../../src/sandbox/server.ts';

describe('options', () => {
  it('have defaults', () => {
    expect(checkOptions({})).toEqual({
      port: 0, seed: 1, transactions: 200, bank: 'garanti', variant: 'standard', noise: 0,
      idempotency_ttl_s: 180, token_lifetime_s: 300, start_limit: 5, rate_limit: 50, clock_skew_s: 0, faults: [],
    });
  });

  it.each([
    ['port', 70_000], ['seed', -1], ['transactions', 0], ['transactions', 1.5], ['bank', 'ziraat'], ['variant', 'gross-only'], ['noise', 101], ['noise', 2.5],
    ['idempotency_ttl_s', 0], ['token_lifetime_s', -1], ['start_limit', 0], ['token_limit', 0], ['bank_file', ''], ['clock_skew_s', 0.5], ['colour', 'red'],
  ])('refuse %s = %s by name', async (option, value) => {
    await expect(startSandbox({ [option]: value })).rejects.toMatchObject({ code: 'usage.sandbox_option', details: { option } });
  });

  it('give the bank file its layout’s extension', () => {
    expect(bankFilePath('vakifbank', '/a/b.xlsx')).toBe('/a/b.csv');
    expect(bankFilePath('garanti', '/a/b.TXT')).toBe('/a/b.xlsx');
    expect(bankFilePath('yapikredi', '/a/b.2026')).toBe('/a/b.2026.xlsx');
    expect(bankFilePath('garanti', undefined)).toMatch(/garanti\.xlsx$/);
  });

  it('name a port that is taken', async () => {
    const first = await startSandbox({ transactions: 1 });
    const port = Number(new URL(first.ready.api_url).port);
    await expect(startSandbox({ transactions: 1, port })).rejects.toMatchObject({ code: 'machine.sandbox_port', details: { port } });
    await first.close();
  });
});

describe('faults', () => {
  it.each([
    'start', 'start:', ':503', 'nowhere:503', 'start:418', 'start:latency', 'start:503=1', 'start:503*0', 'start:503*', 'start:429=x', ' start:503',
  ])('refuse %j', async (fault) => {
    await expect(startSandbox({ transactions: 1, faults: [fault] })).rejects.toMatchObject({ code: 'usage.fault', details: { fault } });
  });

  it('serve one request unless told otherwise, waits beside failures', () => {
    const box = new FaultBox(['start:drop-after', 'any:latency=20*2', 'start:429', 'bulk-resolve:504-after*all']);
    expect(box.take('start')).toEqual({ latency_ms: 20, failure: { kind: 'drop-after', value: 1 } });
    expect(box.take('start')).toEqual({ latency_ms: 20, failure: { kind: '429', value: 1 } });
    expect(box.take('start')).toEqual({ latency_ms: 0, failure: null });
    for (const _ of [1, 2, 3]) expect(box.take('bulk-resolve').failure?.kind).toBe('504-after');
  });
});
