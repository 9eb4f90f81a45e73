import type { Transaction } from '../../world.ts';
import { type CaseKind, partOf, saleThenRefundDays } from '../cases.ts';
import type { Scene } from '../scene.ts';
import type { DraftRow } from '../stage.ts';
import { codeOnly, daytime, keyless, withoutZero } from './parts.ts';

/** A sale and a row Payven cannot bring together. */
export function tellApart(scene: Scene, name: string, sale: Transaction, row: DraftRow): void {
  scene.tell(name, ['OrphanDb', sale, null], ['OrphanBank', null, row]);
}

/** Where the file shows the card, card and amount still tell whose row it is. */
export function linkByCard(scene: Scene, transactions: Transaction[], rows: DraftRow[]): void {
  if (scene.traits.prints_card) scene.link('card', transactions, rows);
}

function lostZero(name: string, weight: number, kept: (scene: Scene, amount: number) => number): CaseKind {
  return {
    name,
    size: 1,
    weight,
    play: (scene) => {
      const code = scene.codeWithZero();
      const sale = scene.sale({ at: daytime(scene), auth_code: code });
      const row = scene.rowOf(sale, 'sale', kept(scene, sale.amount), codeOnly(withoutZero(code)));
      tellApart(scene, name, sale, row);
      scene.link('code', [sale], [row]);
    },
  };
}

/** Rows that lost what Payven matches by. */
export const lostKeys: readonly CaseKind[] = [
  {
    name: 'code-missing',
    size: 1,
    weight: 4,
    play: (scene) => {
      const sale = scene.sale({ at: daytime(scene) });
      const row = scene.rowOf(sale, 'sale', sale.amount, { ...keyless, order_id: sale.basket_id });
      tellApart(scene, 'code-missing', sale, row);
      if (scene.traits.prints_order) scene.link('reference', [sale], [row]);
      else linkByCard(scene, [sale], [row]);
    },
  },
  {
    name: 'code-missing-amount-differs',
    size: 1,
    weight: 2,
    shown: (traits) => traits.prints_order,
    play: (scene) => {
      const sale = scene.sale({ at: daytime(scene) });
      const row = scene.rowOf(sale, 'sale', sale.amount - scene.random.int(100, 1_500), { ...keyless, order_id: sale.basket_id });
      tellApart(scene, 'code-missing-amount-differs', sale, row);
      scene.link('reference', [sale], [row]);
    },
  },
  {
    name: 'reference-as-id',
    size: 1,
    weight: 2,
    shown: (traits) => traits.prints_id,
    play: (scene) => {
      const sale = scene.sale({ at: daytime(scene) });
      const row = scene.rowOf(sale, 'sale', sale.amount, { ...keyless, bank_transaction_id: scene.random.pick([sale.rrn, sale.host_reference]) });
      tellApart(scene, 'reference-as-id', sale, row);
      scene.link('reference', [sale], [row]);
    },
  },
  {
    name: 'code-mistyped',
    size: 1,
    weight: 4,
    play: (scene) => {
      const code = scene.code();
      const sale = scene.sale({ at: daytime(scene), auth_code: code });
      const row = scene.rowOf(sale, 'sale', sale.amount, codeOnly(scene.mistyped(code)));
      tellApart(scene, 'code-mistyped', sale, row);
      linkByCard(scene, [sale], [row]);
    },
  },
  lostZero('zero-lost', 4, (_, amount) => amount),
  lostZero('zero-lost-amount-differs', 1, (scene, amount) => amount - scene.random.int(100, 1_500)),
  {
    name: 'refund-without-code',
    size: 2,
    weight: 2,
    play: (scene) => {
      const [bought, returned] = saleThenRefundDays(scene);
      const sale = scene.sale({ at: bought });
      const child = scene.refund(sale, partOf(scene, sale), returned);
      const row = scene.rowOf(child, 'refund', child.amount, keyless);
      scene.tell(
        'refund-without-code',
        ['Matched', sale, scene.rowOf(sale, 'sale')],
        ['OrphanDb', child, null],
        ['OrphanBank', null, row],
      );
      linkByCard(scene, [child], [row]);
    },
  },
  {
    name: 'order-in-two-payments',
    size: 2,
    weight: 1,
    shown: (traits) => traits.prints_order,
    play: (scene) => {
      const first = scene.sale({ at: daytime(scene) });
      const second = scene.sale({ at: first.created + 60_000, like: first, amount: first.amount * 2 + 11, auth_code: scene.code() });
      second.basket_id = first.basket_id;
      for (const sale of [first, second]) {
        const row = scene.rowOf(sale, 'sale', sale.amount, { ...keyless, order_id: sale.basket_id });
        tellApart(scene, 'order-in-two-payments', sale, row);
        scene.link('reference', [sale], [row]);
      }
    },
  },
  {
    name: 'sale-and-refund-without-code',
    size: 2,
    weight: 1,
    shown: (traits) => traits.prints_order,
    play: (scene) => {
      const [bought, returned] = saleThenRefundDays(scene);
      const sale = scene.sale({ at: bought, status: 'Refunded' });
      const child = scene.refund(sale, sale.amount, returned);
      for (const [one, kind] of [[sale, 'sale'], [child, 'refund']] as const) {
        const row = scene.rowOf(one, kind, one.amount, { ...keyless, order_id: one.basket_id });
        tellApart(scene, 'sale-and-refund-without-code', one, row);
        scene.link('reference', [one], [row]);
      }
    },
  },
  {
    name: 'equal-rows-without-code',
    size: 2,
    weight: 1.5,
    play: (scene) => {
      // Within one second: not even a printed time tells the two rows apart.
      const at = daytime(scene);
      const first = scene.sale({ at: at - (at % 1_000) + 100 });
      const second = scene.sale({ at: first.created + 400, like: first, auth_code: scene.code() });
      const one = scene.rowOf(first, 'sale', first.amount, keyless);
      const other = scene.rowOf(second, 'sale', second.amount, keyless);
      scene.tell(
        'equal-rows-without-code',
        ['OrphanDb', first, null],
        ['OrphanDb', second, null],
        ['OrphanBank', null, one],
        ['OrphanBank', null, other],
      );
      linkByCard(scene, [first], [one]);
      linkByCard(scene, [second], [other]);
    },
  },
];
