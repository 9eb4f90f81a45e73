import type { Scene } from './scene.ts';

/**
 * What stands beside the period's transactions: rows only the bank has, fees, and
 * sales before or after the period. None of it counts as a transaction of the period.
 */
export function playExtras(scene: Scene, transactions: number): void {
  const times = (weight: number, atLeast: number): number => {
    const expected = Math.floor((transactions * weight) / 100);
    if (transactions >= 100) return Math.max(expected, atLeast);
    return scene.random.chance(transactions / 100) ? 1 : 0;
  };
  const repeat = (count: number, play: () => void): void => {
    for (let index = 0; index < count; index += 1) play();
  };
  repeat(times(2, 2), () => {
    const row = scene.looseRow('sale', scene.moment(), scene.amount(), scene.code());
    scene.tell('only-in-bank', ['OrphanBank', null, row]);
  });
  repeat(times(0.3, 1), () => {
    const row = scene.looseRow('refund', scene.moment(), scene.amount(), scene.code());
    scene.tell('only-in-bank', ['OrphanBank', null, row]);
  });
  if (scene.traits.prints_fees) {
    repeat(times(1, 2), () => {
      const row = scene.looseRow('fee', scene.moment(), scene.random.int(100, 9_900), null);
      scene.tell('fee-row', [null, null, row]);
    });
  }
  repeat(1 + times(1, 1), () => outside(scene, scene.before()));
  repeat(1 + times(1, 1), () => outside(scene, scene.after()));
}

function outside(scene: Scene, at: number): void {
  const sale = scene.sale({ at });
  scene.tell('outside-period', [null, sale, scene.rowOf(sale, 'sale')]);
}
