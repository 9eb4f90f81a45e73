/**
 * Letters a Turkish header or type word may arrive in. The second group is what
 * windows-1254 text looks like after somebody read it as Latin-1 (`Ýþlem`), which
 * happens before the file reaches us and cannot be undone there.
 */
const letters = new Map([
  ['ı', 'i'],
  ['ş', 's'],
  ['ğ', 'g'],
  ['ü', 'u'],
  ['ö', 'o'],
  ['ç', 'c'],
  ['ý', 'i'],
  ['þ', 's'],
  ['ð', 'g'],
]);

const notAscii = /[^ -~]/g;

/** Lower-cases as Turkish does: `I` becomes `ı` and `İ` becomes `i`. */
function lowerTurkish(text: string): string {
  return text.normalize('NFC').replaceAll('İ', 'i').replaceAll('I', 'ı').toLowerCase();
}

/** A header as it is spelled, spacing aside: what tells two columns of one file apart. */
export function spelling(text: string): string {
  return text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim();
}

/**
 * The strict form of a header: Turkish lower case with white space collapsed.
 * `IslemTipi` and `İşlem Tipi` stay apart here.
 */
export function exactKey(text: string): string {
  return lowerTurkish(text).replaceAll(/\s+/gu, ' ').trim();
}

/**
 * What a search compares: lower case without Turkish letters, everything else as it
 * stands. A text of ASCII alone comes back merely in lower case.
 */
export function foldText(text: string): string {
  return toAscii(text);
}

function toAscii(text: string): string {
  return lowerTurkish(text)
    .replaceAll(notAscii, (letter) => letters.get(letter) ?? letter)
    .normalize('NFD')
    .replaceAll(/\p{M}+/gu, '');
}

/**
 * The loose form: ASCII letters and digits only, so `İŞLEM TARİHİ`, `ISLEM_TARIHI`
 * and `Ýþlem Tarihi` are one. Used to find candidates, never to merge columns.
 */
export function foldKey(text: string): string {
  return toAscii(text).replaceAll(/[^a-z0-9]+/g, '');
}

/** The loose form as words: `Satış-İade (TL)` is `satis iade tl`. */
export function foldWords(text: string): string {
  return toAscii(text)
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
}
