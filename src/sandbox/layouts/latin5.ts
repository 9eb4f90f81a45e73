/** The six letters in which ISO-8859-9 differs from ISO-8859-1. */
const turkish = new Map([
  ['Ğ', 0xd0],
  ['İ', 0xdd],
  ['Ş', 0xde],
  ['ğ', 0xf0],
  ['ı', 0xfd],
  ['ş', 0xfe],
]);
const replaced = new Set(['Ð', 'Ý', 'Þ', 'ð', 'ý', 'þ']);

/** Text as ISO-8859-9 bytes. A letter that code page lacks throws a RangeError: nothing is written wrongly. */
export function latin5(value: string): Buffer {
  const bytes = Buffer.alloc(value.length);
  let index = 0;
  for (const letter of value) {
    const byte = turkish.get(letter) ?? letter.codePointAt(0) ?? 0;
    if (byte > 0xff || replaced.has(letter)) throw new RangeError(`not in ISO-8859-9: ${letter}`);
    bytes[index] = byte;
    index += 1;
  }
  return bytes.subarray(0, index);
}
