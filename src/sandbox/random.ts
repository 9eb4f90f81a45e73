/**
 * Small seeded chance (mulberry32): the same seed gives the same world on every
 * machine. Good for spreading cases, never for secrets.
 */
export interface Random {
  /** Integer between both ends, both included. */
  int(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly [T, ...T[]]): T;
  /** An item by weight; weights are positive. */
  weighted<T extends { weight: number }>(items: readonly T[]): T | undefined;
  uuid(): string;
}

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const fraction = (): number => next() / 4_294_967_296;
  const int = (from: number, to: number): number => from + Math.floor(fraction() * (to - from + 1));
  return {
    int,
    chance: (probability) => fraction() < probability,
    pick: (items) => items[int(0, items.length - 1)] ?? items[0],
    weighted: (items) => {
      const total = items.reduce((sum, item) => sum + item.weight, 0);
      let rest = fraction() * total;
      return items.find((item) => (rest -= item.weight) < 0) ?? items.at(-1);
    },
    uuid: () => {
      const hex = Array.from({ length: 4 }, () => next().toString(16).padStart(8, '0')).join('');
      const variant = '89ab'.charAt(int(0, 3));
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
    },
  };
}
