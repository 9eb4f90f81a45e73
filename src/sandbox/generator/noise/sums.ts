import type { Transaction } from '../../world.ts';
import type { CaseKind } from '../cases.ts';
import type { Scene, Told } from '../scene.ts';
import { anyDay, codeOnly, daytime, keyless, MINUTE_MS, withoutZero } from './parts.ts';

/** Kuruş of `count` parts of an amount: equal ones with the rest in the first, or each its own. */
function partsOf(scene: Scene, amount: number, count: number, isEven: boolean): number[] {
  const even = Math.floor(amount / count);
  const parts = Array.from({ length: count - 1 }, () => (isEven ? even : even - scene.random.int(1, Math.floor(even / 2))));
  return [amount - parts.reduce((sum, part) => sum + part, 0), ...parts];
}

/** One transaction in several rows. Rows with a code show it without its zero: by the whole one Payven would take one of them. */
function split(name: string, weight: number, isEven: boolean): CaseKind {
  return {
    name,
    size: 1,
    weight,
    play: (scene) => {
      const { random } = scene;
      const code = scene.codeWithZero();
      const count = random.int(2, 4);
      const hasCode = !scene.traits.prints_card || random.chance(0.5);
      const sale = scene.sale({ at: daytime(scene), auth_code: code, installment_count: isEven ? count : 1 });
      const rows = partsOf(scene, sale.amount, count, isEven).map((part, index) =>
        scene.rowOf(sale, 'sale', part, {
          ...(hasCode ? codeOnly(withoutZero(code)) : keyless),
          installment_count: 1,
          moment: sale.created + index * 20_000,
        }),
      );
      scene.tell(name, ['OrphanDb', sale, null], ...rows.map((row): Told => ['OrphanBank', null, row]));
      scene.link('split', [sale], rows);
    },
  };
}

/** Several sales of one card and day in one row. Without the card nothing in the file says which. */
function batch(size: number, weight: number): CaseKind {
  const name = `batch-of-${size}`;
  return {
    name,
    size,
    weight,
    play: (scene) => {
      const day = anyDay(scene);
      const first = scene.sale({ at: daytime(scene, day) });
      const sales: Transaction[] = [first];
      while (sales.length < size) {
        const at = first.created + sales.length * scene.random.int(MINUTE_MS, 20 * MINUTE_MS);
        sales.push(scene.sale({ at, like: first, amount: scene.amount(), auth_code: scene.code() }));
      }
      const row = scene.rowOf(first, 'sale', sales.reduce((sum, { amount }) => sum + amount, 0), keyless);
      scene.tell(name, ...sales.map((sale): Told => ['OrphanDb', sale, null]), ['OrphanBank', null, row]);
      if (scene.traits.prints_card) scene.link('batch', sales, [row]);
    },
  };
}

/** Where one side has several for one of the other. The layouts print sales whole, so that parts stand as plain rows. */
export const sums: readonly CaseKind[] = [
  split('split', 3, false),
  split('instalment-parts', 2, true),
  batch(2, 1.5),
  batch(3, 1),
  batch(4, 0.5),
];
