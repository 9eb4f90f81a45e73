import type { Scene, RowChanges } from '../scene.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** A row that names neither a code nor an id nor an order. */
export const keyless = { bank_transaction_id: null, auth_code: null, order_id: '' } as const satisfies RowChanges;

/** A row whose only key is this code. */
export const codeOnly = (auth_code: string): RowChanges => ({ ...keyless, auth_code });

/** A code as a spreadsheet leaves it that takes it for a number. */
export const withoutZero = (code: string): string => code.replace(/^0/, '');

export const anyDay = (scene: Scene): number => scene.random.int(0, scene.days.length - 1);

/** UTC ms between 8:00 and 20:00 of a day of the period (0 the first; others lie outside): hours from midnight. */
export const daytime = (scene: Scene, index: number = anyDay(scene)): number =>
  scene.noon(index) + scene.random.int(-4 * HOUR_MS, 8 * HOUR_MS);
