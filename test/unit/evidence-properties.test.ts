import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findEvidence } from '../../src/main/domain/matching/evidence/find.ts';
import type { EvidenceRow, EvidenceTransaction, Suggestion } from '../../src/main/domain/matching/evidence/sides.ts';
import type { Clue } from '../../src/shared/evidence.ts';
import { clueText } from '../../src/shared/text/clue-text.ts';
import { en } from '../../src/shared/text/en/index.ts';
import { clues as sentences } from '../../src/shared/text/tr/clues.ts';
import { tr } from '../../src/shared/text/tr/index.ts';
import { at, openRow, openTransaction } from '../builders/open-sides.ts';

const seed = 20_260_506;
console.info(`evidence properties: seed ${seed}`);
const isFull = process.env['MUTABAKAT_FULL'] === '1';
const options = { seed, numRuns: isFull ? 20_000 : 800 };

const few = (...values: readonly (string | null)[]) => fc.constantFrom(...values);

/** Small ranges, so that everything collides with everything. */
const drawn = fc.record({
  amount: fc.constantFrom(100, 200, 300, 400, 600),
  day: fc.integer({ min: 1, max: 4 }),
  minutes: fc.constantFrom(0, 1, 10, 240),
  timed: fc.boolean(),
  code: few('012345', '12345', '12346', '900000', null),
  card: few('1111', '2222', null, null),
  reference: few('REF-A', 'REF-B', null, null, null),
  order: few('ORDER-A', 'ORDER-B', null, null, null),
  kind: fc.constantFrom('sale', 'sale', 'sale', 'refund', 'void'),
  state: fc.constantFrom('in', 'in', 'in', 'out', 'odd'),
});
type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

const instant = ({ day, minutes }: Drawn): number => at(12, minutes, 0, `2026-05-0${day}`);

const toTransaction = (each: Drawn, index: number): EvidenceTransaction =>
  openTransaction(`t${String(index).padStart(2, '0')}`, {
    created_at: instant(each),
    amount: each.amount,
    auth_code: each.code,
    last4: each.card,
    rrn: each.reference,
    external_id: each.order,
    operation_type: each.kind === 'refund' ? 'Refund' : 'Sale',
    status: each.state === 'odd' ? 'Failed' : each.kind === 'void' ? 'Canceled' : each.kind === 'refund' ? 'Refunded' : 'Completed',
    line: each.state === 'in' ? index + 100 : null,
  });

const toRow = (each: Drawn, index: number): EvidenceRow =>
  openRow(index + 1, {
    transaction_at: each.timed ? instant(each) : at(12, 0, 0, `2026-05-0${each.day}`),
    time_known: each.timed,
    amount: each.amount,
    kind: each.kind as 'sale',
    auth_code: each.code,
    card: each.card === null ? null : `454360******${each.card}`,
    refs: { rrn: each.reference, order: each.order },
    installment_no: each.state === 'odd' ? each.day : 1,
    installment_count: each.state === 'odd' ? 4 : 1,
    line: each.state === 'out' ? null : index + 1,
    kept: each.state === 'out' ? 'out_of_period' : null,
  });

const sides = (maxLength: number) =>
  fc.record({
    transactions: fc.array(drawn, { maxLength }).map((all) => all.map(toTransaction)),
    rows: fc.array(drawn, { maxLength }).map((all) => all.map(toRow)),
  });

const find = (open: { transactions: readonly EvidenceTransaction[]; rows: readonly EvidenceRow[] }): readonly Suggestion[] => findEvidence(open).suggestions;
const shuffled = <T>(items: readonly T[], by: number): T[] =>
  items.map((item, index) => ({ item, key: (index * 7919 + by * 104_729) % 1013 })).sort((a, b) => a.key - b.key).map(({ item }) => item);
const membersOf = ({ transactions, rows }: Suggestion): string[] => [...transactions, ...rows.map(({ import_id, row }) => `${import_id}/${row}`)];

describe('evidence', () => {
  it('puts a member of a confirmed suggestion into no other one, and says nothing twice', () => {
    fc.assert(
      fc.property(sides(9), (open) => {
        const found = find(open);
        const used = found.filter(({ sureness }) => sureness === 'confirmed').flatMap(membersOf);
        expect(new Set(used).size).toBe(used.length);
        const others = found.filter(({ sureness }) => sureness !== 'confirmed');
        expect(others.filter((each) => membersOf(each).some((member) => used.includes(member)))).toEqual([]);
        expect(new Set(found.map((each) => membersOf(each).join(' '))).size).toBe(found.length);
      }),
      options,
    );
  });

  it('does not depend on the order of the input', () => {
    fc.assert(
      fc.property(sides(9), fc.nat(1000), ({ transactions, rows }, by) => {
        expect(findEvidence({ transactions: shuffled(transactions, by), rows: shuffled(rows, by + 1) })).toEqual(findEvidence({ transactions, rows }));
      }),
      options,
    );
  });

  it('is changed by nothing that has nothing in common with it', () => {
    const stranger = openRow(99, { amount: 77_777_777, auth_code: '555555', card: '**** 5555', refs: { rrn: 'STRANGER-1', order: 'STRANGER-2' } });
    fc.assert(
      fc.property(sides(9), ({ transactions, rows }) => {
        expect(findEvidence({ transactions, rows: [...rows, stranger] })).toEqual(findEvidence({ transactions, rows }));
      }),
      options,
    );
  });

  it('never rests on a code alone', () => {
    // Amounts that never agree or add up: rows are round, and no few transactions of 1 over a round amount are.
    const other = fc.record({ amount: fc.integer({ min: 1, max: 40 }), day: fc.integer({ min: 1, max: 9 }), card: few('1111', null) });
    const text = ({ day }: { day: number }): string => `2026-05-0${day}`;
    fc.assert(
      fc.property(fc.array(other, { maxLength: 8 }), fc.array(other, { maxLength: 8 }), (left, right) => {
        const transactions = left.map((each, index) => openTransaction(`t${index}`, { amount: each.amount * 1000 + 1, created_at: at(9, 0, 0, text(each)), auth_code: '123456', last4: each.card }));
        const days = new Set(left.map(({ day }) => day));
        const rows = right
          .filter(({ day }) => !days.has(day))
          .map((each, index) => openRow(index + 1, { amount: each.amount * 1000, transaction_at: at(12, 0, 0, text(each)), auth_code: '123456', card: each.card }));
        expect(find({ transactions, rows })).toEqual([]);
      }),
      options,
    );
  });

  it('adds up to the kuruş in every sum, and names the status where kinds differ, never sure of it', () => {
    let [sums, across] = [0, 0];
    fc.assert(
      fc.property(sides(9), ({ transactions, rows }) => {
        for (const each of find({ transactions, rows })) {
          const left = transactions.filter(({ id }) => each.transactions.includes(id));
          const right = rows.filter(({ row }) => each.rows.some((place) => place.row === row));
          const kinds = [...left.map(({ operation_type, status }) => (operation_type === 'Refund' ? 'refund' : status === 'Canceled' ? 'void' : 'sale')), ...right.map(({ kind }) => kind)];
          if (new Set(kinds).size > 1) {
            across += 1;
            expect([each.sureness, each.rows.length, each.needs.map(({ code }) => code)]).toEqual([expect.not.stringMatching('confirmed'), 1, expect.arrayContaining(['needs_same_status'])]);
          }
          if (each.pass !== 'split' && each.pass !== 'batch') continue;
          sums += 1;
          expect(left.reduce((sum, { amount }) => sum + amount, 0)).toBe(right.reduce((sum, { amount }) => sum + (amount ?? 0), 0));
          expect(each.pass === 'split' ? left.length : right.length).toBe(1);
        }
      }),
      options,
    );
    expect(sums).toBeGreaterThan(20);
    expect(across).toBeGreaterThan(20);
  });

  it('counts no rival where it is sure, and some where it is not', () => {
    fc.assert(
      fc.property(sides(9), (open) => {
        for (const { sureness, rivals } of find(open)) expect(rivals > 0).toBe(sureness === 'ambiguous');
      }),
      options,
    );
  });
});

describe('clues in words', () => {
  const places = (sentence: string): string[] => [...sentence.matchAll(/\{(\w+)/g)].map((match) => match[1] ?? '');

  it('have a sentence in both languages, with every place filled', () => {
    const seen = new Set<string>();
    const check = (clue: Clue): void => {
      seen.add(clue.code);
      for (const catalogue of [tr, en] as const) {
        const sentence = catalogue[`clue.${clue.code}` as keyof typeof catalogue];
        expect(sentence, clue.code).toBeTypeOf('string');
        expect(places(sentence).filter((name) => clue.params[name] === undefined || clue.params[name] === ''), JSON.stringify(clue)).toEqual([]);
      }
    };
    fc.assert(fc.property(sides(9), (open) => find(open).forEach(({ reasons, needs }) => [...reasons, ...needs].forEach(check))), options);
    expect(seen.size).toBeGreaterThan(20);
  });

  it('have no sentence that nothing says', () => {
    const folder = 'src/main/domain/matching/evidence';
    const source = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
    expect(Object.keys(sentences).filter((key) => !source.includes(`'${key.slice('clue.'.length)}'`))).toEqual([]);
  });

  it('are short and concrete', () => {
    expect(clueText('tr', { code: 'bank_lower', params: { amount: 250 } })).toBe('Bankadaki tutar 2,50 TL daha düşük.');
    expect(clueText('tr', { code: 'needs_status', params: { status: 'Failed' } })).toBe('Payven bu durumdaki işlemleri karşılaştırmaz: Başarısız.');
    expect(clueText('tr', { code: 'needs_same_status', params: { status: 'Canceled', bank_status: 'completed' } })).toBe(
      'İki tarafta durum aynı olmalıydı; Payven’de İptal edildi, bankada Tamamlandı.',
    );
    expect(clueText('tr', { code: 'needs_in_period', params: { day: '2026-05-31' } })).toBe('Dönem 31.05.2026 gününü de içermeli.');
    expect(clueText('en', { code: 'same_code', params: { code: '123456' } })).toBe('Same authorisation code: 123456.');
  });
});
