import type { CaseKind } from '../cases.ts';
import type { Scene, Told } from '../scene.ts';
import { linkByCard, tellApart } from './keys.ts';
import { anyDay, codeOnly, DAY_MS, daytime, HOUR_MS, keyless, MINUTE_MS, withoutZero } from './parts.ts';

/** A second amount that is no part, multiple or net of the first. */
const otherAmount = (amount: number): number => amount * 2 + 37;

/** UTC ms: between 8:00 and 12:00, four hours and more from the evening. */
const morning = (scene: Scene): number => scene.noon(anyDay(scene)) - scene.random.int(0, 4 * HOUR_MS);

/** Sales and rows that look alike and do not belong together. */
const strangers: CaseKind[] = [
  {
    // Payven goes by the code alone; that is its rule and no truth about the money.
    name: 'code-of-a-stranger',
    size: 1,
    weight: 1,
    play: (scene) => {
      const sale = scene.sale({ at: daytime(scene, 0) });
      const row = scene.looseRow('sale', daytime(scene, 2), otherAmount(sale.amount), sale.auth_code, { bank_transaction_id: null });
      scene.tell('code-of-a-stranger', ['AmountMismatch', sale, row]);
    },
  },
  {
    name: 'code-returns-later',
    size: 1,
    weight: 2,
    play: (scene) => {
      const sale = scene.sale({ at: daytime(scene, 0) });
      const row = scene.looseRow('sale', scene.after(), otherAmount(sale.amount), sale.auth_code);
      scene.tell('code-returns-later', ['OrphanDb', sale, null], [null, null, row]);
    },
  },
  {
    name: 'code-returns-without-zero',
    size: 1,
    weight: 2,
    play: (scene) => {
      const code = scene.codeWithZero();
      const sale = scene.sale({ at: daytime(scene, 0), auth_code: code });
      tellApart(scene, 'code-returns-without-zero', sale, scene.looseRow('sale', daytime(scene, 2), otherAmount(sale.amount), withoutZero(code)));
    },
  },
  {
    name: 'code-without-zero-that-day',
    size: 1,
    weight: 1,
    play: (scene) => {
      const code = scene.codeWithZero();
      const sale = scene.sale({ at: daytime(scene), auth_code: code });
      tellApart(scene, 'code-without-zero-that-day', sale, scene.looseRow('sale', sale.created, otherAmount(sale.amount), withoutZero(code)));
    },
  },
  {
    name: 'amount-of-another-card',
    size: 1,
    weight: 3,
    play: (scene) => {
      const sale = scene.sale({ at: daytime(scene) });
      const last4 = String((Number(sale.last4) + scene.random.int(1, 9_999)) % 10_000).padStart(4, '0');
      const row = scene.looseRow('sale', sale.created, sale.amount, scene.code(), { card: `454360******${last4}` });
      tellApart(scene, 'amount-of-another-card', sale, row);
    },
  },
  {
    name: 'card-returns-next-week',
    size: 1,
    weight: 2,
    play: (scene) => {
      const sale = scene.sale({ at: daytime(scene) });
      const row = scene.looseRow('sale', sale.created + 7 * DAY_MS, sale.amount, scene.code(), { card: sale.masked_card_number });
      scene.tell('card-returns-next-week', ['OrphanDb', sale, null], [null, null, row]);
    },
  },
  {
    name: 'card-returns-in-two-days',
    size: 1,
    weight: 2,
    play: (scene) => {
      const sale = scene.sale({ at: daytime(scene, 0) });
      const row = scene.looseRow('sale', daytime(scene, 2), sale.amount, scene.code(), { card: sale.masked_card_number });
      tellApart(scene, 'card-returns-in-two-days', sale, row);
    },
  },
  {
    name: 'card-returns-the-same-day',
    size: 1,
    weight: 2,
    play: (scene) => {
      const sale = scene.sale({ at: morning(scene) });
      const row = scene.looseRow('sale', sale.created + 4 * HOUR_MS, sale.amount, scene.code(), { card: sale.masked_card_number });
      tellApart(scene, 'card-returns-the-same-day', sale, row);
    },
  },
  {
    name: 'sum-off-by-one',
    size: 1,
    weight: 1,
    play: (scene) => {
      const sale = scene.sale({ at: daytime(scene) });
      const part = Math.floor(sale.amount / 3);
      const rows = [part, sale.amount - part + scene.random.pick([1, -1])].map((amount) =>
        scene.looseRow('sale', sale.created, amount, null, { ...keyless, card: sale.masked_card_number }),
      );
      scene.tell('sum-off-by-one', ['OrphanDb', sale, null], ...rows.map((row): Told => ['OrphanBank', null, row]));
    },
  },
  {
    // Round amounts of one card meet by chance; each row's own code says that it is a sale of its own.
    name: 'rows-add-up-by-chance',
    size: 1,
    weight: 1,
    play: (scene) => {
      const sale = scene.sale({ at: daytime(scene), amount: 30_000 });
      const rows = [10_000, 20_000].map((amount) => scene.looseRow('sale', sale.created, amount, scene.code(), { card: sale.masked_card_number }));
      scene.tell('rows-add-up-by-chance', ['OrphanDb', sale, null], ...rows.map((row): Told => ['OrphanBank', null, row]));
    },
  },
  {
    name: 'sales-add-up-by-chance',
    size: 2,
    weight: 1,
    play: (scene) => {
      const first = scene.sale({ at: daytime(scene), amount: 10_000 });
      const second = scene.sale({ at: first.created + HOUR_MS, like: first, amount: 20_000, auth_code: scene.code() });
      const row = scene.looseRow('sale', second.created, 30_000, scene.code(), { card: first.masked_card_number });
      scene.tell('sales-add-up-by-chance', ['OrphanDb', first, null], ['OrphanDb', second, null], ['OrphanBank', null, row]);
    },
  },
  {
    name: 'missing-on-both-sides',
    size: 1,
    weight: 3,
    play: (scene) => tellApart(scene, 'missing-on-both-sides', scene.sale({ at: daytime(scene) }), scene.looseRow('sale', daytime(scene), scene.amount(), scene.code())),
  },
];

/** One side has one more than the other, all else being equal: only a printed time can tell which. */
const oneTooMany: CaseKind[] = [
  {
    name: 'which-of-two-sales',
    size: 2,
    weight: 2,
    play: (scene) => {
      const first = scene.sale({ at: morning(scene) });
      const second = scene.sale({ at: first.created + 4 * HOUR_MS, like: first, auth_code: scene.code() });
      const [shown, absent] = scene.random.chance(0.5) ? [first, second] : [second, first];
      const row = scene.rowOf(shown, 'sale', shown.amount, keyless);
      scene.tell('which-of-two-sales', ['OrphanDb', shown, null], ['OrphanDb', absent, null], ['OrphanBank', null, row]);
      if (scene.traits.prints_time) linkByCard(scene, [shown], [row]);
    },
  },
  {
    name: 'which-of-two-rows',
    size: 1,
    weight: 2,
    play: (scene) => {
      const sale = scene.sale({ at: morning(scene) });
      const row = scene.rowOf(sale, 'sale', sale.amount, keyless);
      const stranger = scene.rowOf(sale, 'sale', sale.amount, { ...keyless, moment: sale.created + 4 * HOUR_MS });
      scene.tell('which-of-two-rows', ['OrphanDb', sale, null], ['OrphanBank', null, row], ['OrphanBank', null, stranger]);
      if (scene.traits.prints_time) linkByCard(scene, [sale], [row]);
    },
  },
  {
    // A commission that differs by a kuruş makes two rows of them; no day alone says whose is which.
    name: 'two-of-each',
    size: 2,
    weight: 1.5,
    play: (scene) => {
      const first = scene.sale({ at: morning(scene) });
      const second = scene.sale({ at: first.created + 4 * HOUR_MS, like: first, auth_code: scene.code() });
      const [top, below] = scene.traits.prints_time || scene.random.chance(0.5) ? [first, second] : [second, first];
      const row = scene.rowOf(first, 'sale', first.amount, { ...keyless, moment: top.created });
      const other = scene.rowOf(second, 'sale', second.amount, { ...keyless, moment: below.created, commission: row.commission + 1 });
      tellApart(scene, 'two-of-each', first, row);
      if (scene.traits.prints_time) linkByCard(scene, [first], [row]);
      tellApart(scene, 'two-of-each', second, other);
      if (scene.traits.prints_time) linkByCard(scene, [second], [other]);
    },
  },
  {
    // The bank lacks the first and Payven the last: in time order each would get its neighbour's.
    name: 'out-of-step',
    size: 2,
    weight: 0.5,
    shown: (traits) => traits.prints_time,
    play: (scene) => {
      const first = scene.sale({ at: morning(scene) });
      const second = scene.sale({ at: first.created + 6 * MINUTE_MS, like: first, auth_code: scene.code() });
      const row = scene.rowOf(second, 'sale', second.amount, keyless);
      const stranger = scene.rowOf(second, 'sale', second.amount, { ...keyless, moment: second.created + 6 * MINUTE_MS });
      scene.tell('out-of-step', ['OrphanDb', first, null], ['OrphanDb', second, null], ['OrphanBank', null, row], ['OrphanBank', null, stranger]);
      linkByCard(scene, [second], [row]);
    },
  },
];

const repeats: CaseKind[] = [
  {
    name: 'code-of-three-days',
    size: 3,
    weight: 1.5,
    play: (scene) => {
      const code = scene.code();
      const first = scene.sale({ at: daytime(scene, 0), auth_code: code });
      const sales = [first, ...[1, 2].map((day) => scene.sale({ at: daytime(scene, day), auth_code: code, amount: first.amount * (day + 1) }))];
      scene.tell(
        'code-of-three-days',
        ...sales.map((sale): Told => ['Matched', sale, scene.rowOf(sale, 'sale', sale.amount, codeOnly(code))]),
      );
    },
  },
];

/** Collisions, and what is truly missing: nothing here may be brought together but by what the case says. */
export const decoys: readonly CaseKind[] = [...strangers, ...oneTooMany, ...repeats];
