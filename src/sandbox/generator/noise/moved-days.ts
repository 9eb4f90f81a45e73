import { addDays, endOfDay, startOfDay } from '../../../shared/day.ts';
import type { CaseKind } from '../cases.ts';
import type { RowChanges, Scene } from '../scene.ts';
import { codeOnly, DAY_MS, daytime, keyless, MINUTE_MS } from './parts.ts';
import { linkByCard, tellApart } from './keys.ts';

/**
 * An instant of a day (0 the period's first) and the one its bank books it at, `by` (1
 * or -1) days away. Where the file shows a time, both stand within minutes of midnight;
 * else the bank's own day may be any hour away.
 */
function booked(scene: Scene, index: number, by: 1 | -1): { at: number; moment: number } {
  const { random } = scene;
  if (!scene.traits.prints_time) {
    const at = daytime(scene, index);
    return { at, moment: at + by * DAY_MS };
  }
  const minutes = (most: number): number => random.int(20_000, most * MINUTE_MS);
  const day = addDays(scene.days[0], index);
  if (by === 1) return { at: endOfDay(day) - minutes(4), moment: endOfDay(day) + minutes(5) };
  return { at: startOfDay(day) + minutes(4), moment: startOfDay(day) - minutes(5) };
}

/** A day whose neighbour on that side lies in the period too. */
const innerDay = (scene: Scene, by: 1 | -1): number =>
  by === 1 ? scene.random.int(0, scene.days.length - 2) : scene.random.int(1, scene.days.length - 1);

/** Over the period's edge: a sale inside whose row lies outside, and the reverse. */
function overTheEdge(name: string, weight: number, hasCode: boolean): CaseKind {
  const keys = (code: string): RowChanges => (hasCode ? codeOnly(code) : keyless);
  return {
    name,
    size: 1,
    weight,
    play: (scene) => {
      const last = scene.days.length - 1;
      const by = scene.random.pick([1, -1] as const);
      const [inside, outside] = by === 1 ? [last, -1] : [0, last + 1];
      for (const [index, isIn] of [[inside, true], [outside, false]] as const) {
        const { at, moment } = booked(scene, index, by);
        const code = scene.code();
        const sale = scene.sale({ at, auth_code: code });
        const row = scene.rowOf(sale, 'sale', sale.amount, { ...keys(code), moment });
        if (isIn) scene.tell(name, ['OrphanDb', sale, null], [null, null, row]);
        else scene.tell(name, [null, sale, null], ['OrphanBank', null, row]);
        if (hasCode) scene.link('code', [sale], [row]);
        else linkByCard(scene, [sale], [row]);
      }
    },
  };
}

/** Rows the bank books on another day than Payven. */
export const movedDays: readonly CaseKind[] = [
  {
    name: 'moved-day',
    size: 1,
    weight: 4,
    play: (scene) => {
      const by = scene.random.pick([1, -1] as const);
      const { at, moment } = booked(scene, innerDay(scene, by), by);
      const code = scene.code();
      const sale = scene.sale({ at, auth_code: code });
      scene.tell('moved-day', ['Matched', sale, scene.rowOf(sale, 'sale', sale.amount, { ...codeOnly(code), moment })]);
    },
  },
  {
    name: 'moved-day-without-code',
    size: 1,
    weight: 2,
    play: (scene) => {
      const by = scene.random.pick([1, -1] as const);
      const { at, moment } = booked(scene, innerDay(scene, by), by);
      const sale = scene.sale({ at });
      const row = scene.rowOf(sale, 'sale', sale.amount, { ...keyless, moment });
      tellApart(scene, 'moved-day-without-code', sale, row);
      linkByCard(scene, [sale], [row]);
    },
  },
  overTheEdge('over-the-edge', 3, true),
  overTheEdge('over-the-edge-without-code', 1, false),
];
