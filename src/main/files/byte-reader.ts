import { AppError } from '../../shared/errors.ts';

const short = (): AppError => new AppError('input.truncated', { reason: 'short_record' });

/**
 * Reads little-endian values from the front of a record that may lie in several pieces.
 * Reading beyond its end is `input.truncated`, whatever length the record claims.
 */
export class ByteReader {
  readonly #pieces: readonly DataView[];
  #piece = 0;
  #at = 0;

  constructor(pieces: readonly DataView[]) {
    this.#pieces = pieces;
  }

  /** Bytes left in the present piece; 0 at the very end. */
  get left(): number {
    return this.#here().byteLength - this.#at;
  }

  #here(): DataView {
    for (;;) {
      const piece = this.#pieces[this.#piece];
      if (piece === undefined) return new DataView(new ArrayBuffer(0));
      if (this.#at < piece.byteLength || this.#piece === this.#pieces.length - 1) return piece;
      this.#piece += 1;
      this.#at = 0;
    }
  }

  /** The place of a value that lies within one piece. */
  #take(length: number): [DataView, number] {
    const piece = this.#here();
    const at = this.#at;
    if (at + length > piece.byteLength) throw short();
    this.#at = at + length;
    return [piece, at];
  }

  byte(): number {
    const [piece, at] = this.#take(1);
    return piece.getUint8(at);
  }

  word(): number {
    const [piece, at] = this.#take(2);
    return piece.getUint16(at, true);
  }

  long(): number {
    const [piece, at] = this.#take(4);
    return piece.getUint32(at, true);
  }

  double(): number {
    const [piece, at] = this.#take(8);
    return piece.getFloat64(at, true);
  }

  /** Characters of one byte (the lower half of UTF-16) or of two, within one piece. */
  characters(count: number, width: 1 | 2): string {
    const [piece, at] = this.#take(count * width);
    return Buffer.from(piece.buffer, piece.byteOffset + at, count * width).toString(width === 1 ? 'latin1' : 'utf16le');
  }

  skip(length: number): void {
    for (let rest = length; rest > 0; ) {
      const step = Math.min(rest, this.left);
      if (step === 0) throw short();
      this.#at += step;
      rest -= step;
    }
  }

  /** A number in four bytes: thirty bits of a double or of an integer, perhaps in hundredths. */
  packedNumber(): number {
    const packed = this.long();
    const value = (packed & 2) === 0 ? doubleOfUpper(packed & 0xfffffffc) : packed >> 2;
    return (packed & 1) === 0 ? value : value / 100;
  }
}

const scratch = new DataView(new ArrayBuffer(8));

function doubleOfUpper(upper: number): number {
  scratch.setUint32(0, upper >>> 0);
  return scratch.getFloat64(0);
}
