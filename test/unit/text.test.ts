import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { actions, bankStatuses, detailStatuses, discrepancies, overallStatuses } from '../../src/shared/enums.ts';
import { en } from '../../src/shared/text/en/index.ts';
import { describeError, say } from '../../src/shared/text/say.ts';
import { tr } from '../../src/shared/text/tr/index.ts';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => readFileSync(join('src', name), 'utf8'));

const found = (pattern: RegExp): string[] => [...new Set(sources.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')))];

describe('the catalogue of sentences', () => {
  it('has a sentence for every error the program can raise', () => {
    const codes = found(/AppError\(\s*'([a-z]+\.[a-z_]+)'/g);
    expect(codes.length).toBeGreaterThan(50);
    expect(codes.filter((code) => !(`error.${code}` in tr))).toEqual([]);
  });

  it('has no error that nothing raises', () => {
    const catalogue = /'error\.[a-z._]+':/;
    const text = sources.filter((source) => !catalogue.test(source)).join('\n');
    const named = Object.keys(tr).filter((key) => key.startsWith('error.')).map((key) => key.slice('error.'.length));
    // The sandbox puts the last part of its machine errors together itself.
    const raised = (code: string): boolean => text.includes(`'${code}'`) || code.startsWith('machine.sandbox_');
    expect(named.filter((code) => !raised(code))).toEqual([]);
  });

  it('fills the same places in both languages', () => {
    const places = (text: string): string[] => [...text.matchAll(/\{[^}]+\}/g)].map((match) => match[0]).sort();
    const differing = Object.entries(tr).filter(([key, text]) => {
      const other = en[key as keyof typeof en];
      return new Set([...places(text), ...places(other)]).size !== new Set(places(text)).size;
    });
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it('names every enum value', () => {
    const keys = [
      ...discrepancies.map((value) => `verdict.${value}`),
      ...actions.map((value) => `action.${value}`),
      ...detailStatuses.map((value) => `detail_status.${value}`),
      ...overallStatuses.map((value) => `overall_status.${value}`),
      ...bankStatuses.map((value) => `bank_status.${value}`),
    ];
    expect(keys.filter((key) => !(key in tr))).toEqual([]);
  });

  it('says of a refused credential what is true while connecting and later alike', () => {
    for (const language of ['tr', 'en'] as const) {
      for (const details of [{}, { expires_at: 1_763_691_295_000 }]) expect(describeError(language, 'credentials.token_ended', details)).not.toMatch(/[()\d]/);
      expect(describeError(language, 'credentials.refused', {})).toContain(language === 'tr' ? 'yerel verileriniz duruyor' : 'your local data is kept');
      expect(describeError(language, 'credentials.refused', {})).not.toMatch(/nothing was stored|hiçbir şey saklanmadı/);
    }
  });

  it('shows what it does not know as it came', () => {
    expect(say('tr', 'verdict.LateSettlement')).toBe('LateSettlement');
  });

  it('adds Payven\'s words and its correlation id', () => {
    const told = describeError('en', 'payven.refused', { payven_message: 'amount: must be positive', correlation_id: 'c-1' });
    expect(told).toContain('amount: must be positive');
    expect(told).toContain('c-1');
  });
});
