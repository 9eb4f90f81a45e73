import type { LayoutTraits } from '../layouts/layout.ts';
import type { Transaction } from '../world.ts';
import type { Scene } from './scene.ts';

/**
 * One situation a reconciliation meets. `size`: how many transactions it puts into
 * the period. What is true of it is told by the case itself (Payven guide: matching
 * rules), never asked of a matcher.
 */
export interface CaseKind {
  name: string;
  size: number;
  weight: number;
  play: (scene: Scene) => void;
  /** Whether a file of such a layout can show it; every file can where this is absent. */
  shown?: (traits: LayoutTraits) => boolean;
}

const oneSale = (scene: Scene, status = 'Completed'): Transaction => scene.sale({ at: scene.moment(), status });

/** A third to a half of the sale, so that neither part nor rest looks like the whole or its net. */
export const partOf = (scene: Scene, sale: Transaction): number => {
  const third = Math.floor(sale.amount / 3);
  return third + scene.random.int(0, Math.floor(sale.amount / 8));
};

/** A refund stands on a later day: a file that prints days alone could not tell it from its sale else. */
export const saleThenRefundDays = (scene: Scene): [number, number] => {
  const last = scene.days.length - 1;
  const saleDay = scene.random.int(0, last - 1);
  return [scene.moment(saleDay), scene.moment(scene.random.int(saleDay + 1, last))];
};

function difference(name: string, weight: number, bankAmount: (scene: Scene, amount: number) => number): CaseKind {
  return {
    name,
    size: 1,
    weight,
    play: (scene) => {
      const sale = oneSale(scene);
      scene.tell(name, ['AmountMismatch', sale, scene.rowOf(sale, 'sale', bankAmount(scene, sale.amount))]);
    },
  };
}

const sales: CaseKind[] = [
  {
    name: 'sale',
    size: 1,
    weight: 62,
    play: (scene) => {
      const sale = oneSale(scene);
      scene.tell('sale', ['Matched', sale, scene.rowOf(sale, 'sale')]);
    },
  },
  {
    name: 'instalment-sale',
    size: 1,
    weight: 6,
    play: (scene) => {
      const sale = scene.sale({ at: scene.moment(), installment_count: scene.random.pick([2, 3, 6, 9]) });
      scene.tell('instalment-sale', ['Matched', sale, scene.rowOf(sale, 'sale')]);
    },
  },
  {
    name: 'repeated-code',
    size: 2,
    weight: 1.5,
    play: (scene) => {
      const first = scene.sale({ at: scene.moment(0) });
      const sameAmount = scene.random.chance(0.5);
      const later = scene.moment(scene.days.length - 1);
      const second = scene.sale({
        at: later,
        auth_code: first.auth_code,
        // Double: even less its commission it never looks like the first one.
        amount: sameAmount ? first.amount : first.amount * 2,
      });
      scene.tell(
        'repeated-code',
        ['Matched', first, scene.rowOf(first, 'sale')],
        ['Matched', second, scene.rowOf(second, 'sale')],
      );
    },
  },
  {
    name: 'equal-rows',
    size: 2,
    weight: 1,
    play: (scene) => {
      // Just after noon, the first nearer to it: rows with a date alone stand at 12:00.
      const noon = scene.noon(scene.random.int(0, scene.days.length - 1));
      const first = scene.sale({ at: noon + scene.random.int(20_000, 60_000) });
      const second = scene.sale({ at: first.created + scene.random.int(60_000, 180_000), like: first });
      scene.tell(
        'equal-rows',
        ['Matched', first, scene.rowOf(first, 'sale')],
        ['Matched', second, scene.rowOf(second, 'sale')],
      );
    },
  },
];

const refunds: CaseKind[] = [
  {
    name: 'partial-refund',
    size: 2,
    weight: 4,
    play: (scene) => {
      const [bought, returned] = saleThenRefundDays(scene);
      const sale = scene.sale({ at: bought });
      const child = scene.refund(sale, partOf(scene, sale), returned);
      scene.tell(
        'partial-refund',
        ['Matched', sale, scene.rowOf(sale, 'sale')],
        ['Matched', child, scene.rowOf(child, 'refund')],
      );
    },
  },
  {
    name: 'refund-in-two-parts',
    size: 3,
    weight: 1.5,
    play: (scene) => {
      const [bought, returned] = saleThenRefundDays(scene);
      const sale = scene.sale({ at: bought, status: 'Refunded' });
      const part = partOf(scene, sale);
      const first = scene.refund(sale, part, returned);
      const second = scene.refund(sale, sale.amount - first.amount, returned + 1_000);
      scene.tell(
        'refund-in-two-parts',
        ['StatusMismatch', sale, scene.rowOf(sale, 'sale')],
        ['Matched', first, scene.rowOf(first, 'refund')],
        ['Matched', second, scene.rowOf(second, 'refund')],
      );
    },
  },
  {
    name: 'refund-whole',
    size: 2,
    weight: 2,
    play: (scene) => {
      const [bought, returned] = saleThenRefundDays(scene);
      const sale = scene.sale({ at: bought, status: 'Refunded' });
      const child = scene.refund(sale, sale.amount, returned);
      scene.tell(
        'refund-whole',
        ['StatusMismatch', sale, scene.rowOf(sale, 'sale')],
        ['Matched', child, scene.rowOf(child, 'refund')],
      );
    },
  },
  {
    name: 'refund-outside-period',
    size: 1,
    weight: 2,
    play: (scene) => {
      const sale = oneSale(scene, 'Refunded');
      const nextMonth = scene.random.chance(0.5);
      const child = scene.refund(sale, sale.amount, nextMonth ? scene.nextMonth() : scene.after());
      const shown = nextMonth ? null : scene.rowOf(child, 'refund');
      scene.tell(
        'refund-outside-period',
        ['StatusMismatch', sale, scene.rowOf(sale, 'sale')],
        [null, child, shown],
      );
    },
  },
];

const voids: CaseKind[] = [
  {
    name: 'void-absent',
    size: 1,
    weight: 3,
    play: (scene) => scene.tell('void-absent', ['OrphanDb', oneSale(scene, 'Canceled'), null]),
  },
  {
    name: 'void-shown',
    size: 1,
    weight: 2,
    play: (scene) => {
      const sale = oneSale(scene, 'Canceled');
      scene.tell('void-shown', ['Matched', sale, scene.rowOf(sale, 'void')]);
    },
  },
  {
    name: 'wrong-status',
    size: 1,
    weight: 1,
    play: (scene) => {
      const sale = oneSale(scene);
      scene.tell('wrong-status', ['StatusMismatch', sale, scene.rowOf(sale, 'void')]);
    },
  },
  {
    name: 'wrong-status-and-amount',
    size: 1,
    weight: 1,
    play: (scene) => {
      const sale = oneSale(scene);
      const row = scene.rowOf(sale, 'void', sale.amount - scene.random.int(1, 900));
      scene.tell('wrong-status-and-amount', ['AmountMismatch', sale, row]);
    },
  },
];

const differences: CaseKind[] = [
  {
    name: 'points-used',
    size: 1,
    weight: 2,
    play: (scene) => {
      const sale = oneSale(scene);
      const points = scene.random.int(100, 1_500);
      const row = scene.rowOf(sale, 'sale', sale.amount - points);
      scene.tell('points-used', ['AmountMismatch', sale, row]);
      if (!scene.traits.prints_points) return;
      scene.tell('point-row', [null, null, scene.looseRow('point', sale.created, points, sale.auth_code)]);
    },
  },
  difference('interest-added', 1, (scene, amount) => amount + Math.floor((amount * scene.random.int(20, 60)) / 1_000)),
  difference('partial-capture', 1, (scene, amount) => amount - Math.floor(amount / scene.random.int(4, 9))),
  difference('one-kurus', 1.5, (scene, amount) => amount + scene.random.pick([1, -1])),
];

const apart: CaseKind[] = [
  {
    name: 'only-in-payven',
    size: 1,
    weight: 2.5,
    play: (scene) => scene.tell('only-in-payven', ['OrphanDb', oneSale(scene), null]),
  },
  {
    name: 'declined',
    size: 1,
    weight: 3,
    play: (scene) => {
      const sale = scene.sale({ at: scene.moment(), status: 'Failed', auth_code: null });
      sale.error_message = 'Kart limiti yetersiz';
      sale.bank_response_code = '51';
      const row = scene.traits.prints_declined ? scene.rowOf(sale, 'declined') : null;
      scene.tell('declined', [null, sale, row]);
    },
  },
  {
    name: 'created-only',
    size: 1,
    weight: 1,
    play: (scene) => {
      const sale = scene.sale({ at: scene.moment(), status: 'Created', auth_code: null });
      sale.provider_transaction_id = null;
      sale.bank_response_code = null;
      sale.completed_at = null;
      scene.tell('created-only', [null, sale, null]);
    },
  },
  {
    name: 'other-currency',
    size: 1,
    weight: 1,
    play: (scene) => {
      const sale = scene.sale({ at: scene.moment(), currency: 'USD' });
      const row = scene.traits.prints_currency ? scene.rowOf(sale, 'sale') : null;
      scene.tell('other-currency', [null, sale, row]);
    },
  },
];

/** Every case with its weight; the plain sale comes first and is what fills up. */
export const caseKinds: readonly CaseKind[] = [...sales, ...refunds, ...voids, ...differences, ...apart];
