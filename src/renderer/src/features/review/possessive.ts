/** Endings of Turkish numbers in "of them, to": `87’sine`; by the word the number ends on. */
const UNITS = ['ına', 'ine', 'sine', 'üne', 'üne', 'ine', 'sına', 'sine', 'ine', 'una'] as const;
const TENS = ['', 'una', 'sine', 'una', 'ına', 'sine', 'ına', 'ine', 'ine', 'ına'] as const;

/** The dative possessive ending of a whole number as it is read out: 3 → `üne`, 40 → `ına`, 1000 → `ine`. */
export function possessiveDative(value: number): string {
  const unit = value % 10;
  if (value === 0 || unit !== 0) return UNITS[unit] ?? '';
  const ten = (value % 100) - unit;
  if (ten !== 0) return TENS[ten / 10] ?? '';
  if (value % 1000 !== 0) return 'üne';
  if (value % 1_000_000 !== 0) return 'ine';
  // milyon; beyond a milyar nobody counts rows.
  return 'una';
}
