import type { BankStatus, RowKind } from '../../../shared/enums.ts';
import { isRefundVoid, type Meaning, readWord } from './words.ts';

/** What a row is. `problem` names why that could not be told; `word` is the text at fault. */
export type Classification =
  | { readonly kind: RowKind; readonly status: BankStatus | null; readonly remarks: readonly Remark[] }
  | UnknownWord;

interface UnknownWord {
  readonly problem: 'unknown_type' | 'unknown_status';
  readonly word: string;
}

/** A contradiction in a row that was settled and must not pass in silence. */
export interface Remark {
  readonly code: 'negative_sale' | 'status_conflict' | 'type_conflict' | 'refund_voided';
  readonly params: Readonly<Record<string, string>>;
}

/** Texts of a row's type and status cells; null where the file has no such column. */
export interface TypeTexts {
  readonly type: string | null;
  readonly status: string | null;
  /** Further type-like columns: consulted where the type is blank or only says how it was paid. */
  readonly others: readonly string[];
}

/** Reads a file's words; each distinct text is looked up once. */
export class Classifier {
  readonly #own: ReadonlyMap<string, Meaning>;
  readonly #read = new Map<string, Meaning | undefined>();

  constructor(own: ReadonlyMap<string, Meaning>) {
    this.#own = own;
  }

  #meaning(text: string): Meaning | undefined {
    if (!this.#read.has(text)) this.#read.set(text, readWord(text, this.#own));
    return this.#read.get(text);
  }

  /** The meaning of the type, its second opinions heard; undefined where nothing says it. */
  #typeOf(texts: TypeTexts, remarks: Remark[]): Meaning | undefined {
    const own = texts.type ? this.#meaning(texts.type) : undefined;
    for (const text of texts.others) {
      const other = this.#meaning(text);
      if (other === undefined || other.rank === 0 || other.kind === own?.kind) continue;
      if (texts.type === '' || own?.rank === 0) return other;
      if (own !== undefined) remarks.push({ code: 'type_conflict', params: { type: texts.type ?? '', other: text } });
    }
    return own;
  }

  /**
   * Settles kind and status of a row. The type says what the row is, the status
   * whether it went through; a negative amount turns a sale into a refund.
   */
  classify(texts: TypeTexts, negative: boolean): Classification {
    const remarks: Remark[] = [];
    const typed = this.#typeOf(texts, remarks);
    const stated = texts.status ? this.#meaning(texts.status) : undefined;
    const unknown = unknownWord(texts, typed, stated);
    if (unknown !== undefined) return unknown;
    const hasColumn = texts.type !== null || texts.status !== null;
    if (typed === undefined && stated === undefined && hasColumn) return { problem: 'unknown_type', word: '' };
    const { kind, status } = combine(typed, stated, texts, remarks);
    if (kind === 'void' && isRefundVoid(texts.type ?? texts.status ?? '')) {
      remarks.push({ code: 'refund_voided', params: {} });
    }
    if (kind === 'sale' && negative) {
      if (texts.type) remarks.push({ code: 'negative_sale', params: { type: texts.type } });
      return { kind: 'refund', status: 'refunded', remarks };
    }
    return { kind, status, remarks };
  }
}

/**
 * The word that would have to be known. A row that did not go through is not sent,
 * whatever its type; what is no transaction is none, whatever its status.
 */
function unknownWord(texts: TypeTexts, typed: Meaning | undefined, stated: Meaning | undefined): UnknownWord | undefined {
  if (texts.type && typed === undefined && stated?.kind !== 'failed') return { problem: 'unknown_type', word: texts.type };
  const isMoney = typed === undefined || typed.kind === 'sale' || typed.kind === 'refund' || typed.kind === 'void';
  return texts.status && stated === undefined && isMoney ? { problem: 'unknown_status', word: texts.status } : undefined;
}

const plainSale: Meaning = { kind: 'sale', status: 'completed', rank: 1 };

function combine(
  typed: Meaning | undefined,
  stated: Meaning | undefined,
  texts: TypeTexts,
  remarks: Remark[],
): Pick<Meaning, 'kind' | 'status'> {
  const type = typed ?? stated ?? plainSale;
  if (typed === undefined || stated === undefined) return type;
  const isTransaction = type.kind === 'sale' || type.kind === 'refund' || type.kind === 'void';
  if (!isTransaction) return type;
  if (stated.kind === 'failed') return stated;
  if (stated.kind === 'void' && type.kind !== 'void') {
    if (type.kind === 'refund') remarks.push({ code: 'refund_voided', params: {} });
    return stated;
  }
  if (type.kind !== 'sale' || stated.kind === 'sale') return type.kind === 'sale' ? stated : type;
  // "Peşin" or "Taksitli" only says how it was paid, so the other column says what it is.
  if (type.rank === 0) return stated;
  remarks.push({ code: 'status_conflict', params: { type: texts.type ?? '', status: texts.status ?? '' } });
  return type;
}
