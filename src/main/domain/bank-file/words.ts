import { type WordMeaning, wordMeanings } from '../../../shared/bank-profile.ts';
import type { BankStatus, RowKind } from '../../../shared/enums.ts';
import { exactKey, foldWords } from './fold.ts';

/** What a word in a type or status column says about its row. */
export interface Meaning {
  readonly kind: RowKind;
  readonly status: BankStatus | null;
  /**
   * Which word decides where several stand in one cell: `E-ticaret Satış İade` is a
   * refund however long the sale's word is. 0: how it was paid or that it went
   * through; 1: sale; 2: fee or point; 3: what turns or stops a transaction.
   */
  readonly rank: 0 | 1 | 2 | 3;
}

const saleWord: Meaning = { kind: 'sale', status: 'completed', rank: 1 };
const paidAs: Meaning = { kind: 'sale', status: 'completed', rank: 0 };
const approvedWord: Meaning = { kind: 'sale', status: 'approved', rank: 0 };
const refundWord: Meaning = { kind: 'refund', status: 'refunded', rank: 3 };
const voidWord: Meaning = { kind: 'void', status: 'voided', rank: 3 };
const declinedWord: Meaning = { kind: 'failed', status: 'declined', rank: 3 };
const failedWord: Meaning = { kind: 'failed', status: 'failed', rank: 3 };
const pendingWord: Meaning = { kind: 'failed', status: 'pending', rank: 3 };
const feeWord: Meaning = { kind: 'fee', status: null, rank: 2 };
const pointWord: Meaning = { kind: 'point', status: null, rank: 2 };
const chargebackWord: Meaning = { kind: 'chargeback', status: null, rank: 3 };

/** The meanings layouts name their own short codes with. */
export const meanings = {
  sale: saleWord,
  approved: approvedWord,
  refund: refundWord,
  void: voidWord,
  fee: feeWord,
  point: pointWord,
} as const;

/** What each answer about an unknown word says of its rows. */
const answers: Readonly<Record<WordMeaning, Meaning>> = {
  sale: saleWord,
  refund: refundWord,
  void: voidWord,
  fee: feeWord,
  point: pointWord,
  chargeback: chargebackWord,
  completed: paidAs,
  approved: approvedWord,
  declined: declinedWord,
  failed: failedWord,
  pending: pendingWord,
};

export const meaningOf = (answer: WordMeaning): Meaning => answers[answer];

/** The answer that says what a meaning says: how a layout's own words are kept in a profile. */
export function answerOf(meaning: Meaning): WordMeaning | undefined {
  return wordMeanings.find((answer) => answers[answer] === meaning);
}

/** What two spellings of one word have in common; a word without Latin letters is only itself. */
export const wordKey = (text: string): string => foldWords(text) || exactKey(text);

/** A bank's own words as they are looked up. */
export const ownWords = (words: Readonly<Record<string, Meaning>> = {}): ReadonlyMap<string, Meaning> =>
  new Map(Object.entries(words).map(([word, meaning]) => [wordKey(word), meaning]));

const vocabulary: readonly (readonly [Meaning, string])[] = [
  [saleWord, 'Satış|Satışı|Satış İşlemi|Sale|Sales|Payment|Ödeme|Purchase|E-ticaret Satış|Sanal POS Satış|3D Satış'],
  [saleWord, 'Peşin Satış|Taksitli Satış|Puanlı Satış|Mail Order|Post Auth|PostAuth|Son Provizyon'],
  [saleWord, 'Ön Provizyon Kapama|Ön Provizyon Kapatma|Provizyon Kapama|Provizyon Kapatma'],
  [paidAs, 'Peşin|Tek Çekim|Taksitli|Taksit|E-ticaret|Sanal POS|3D|3D Secure|Başarılı|Success|Successful|Completed'],
  [paidAs, 'Tamamlandı|Gerçekleşti|Ödendi|Bekleyen|Blokeli|Bloke|Bloke Çözüldü|Çözüldü|Çözülmüş|Hesaba Geçti'],
  [paidAs, 'Hesaba Geçen|Aktarıldı|Settled|Paid|Geçerli'],
  [approvedWord, 'Onaylandı|Onaylı|Onay|Onaylanmış|Provizyon|Approved|Approve|Auth|Authorized|OK|Kabul'],
  [refundWord, 'İade|İadesi|İade İşlemi|Satış İade|Satış İadesi|Kısmi İade|Tam İade|Refund|Refunded'],
  [refundWord, 'Partial Refund|İade Edildi'],
  [voidWord, 'İptal|İptali|İptal Edildi|Satış İptal|Satış İptali|Provizyon İptal|Provizyon İptali|Cancel|Canceled'],
  [voidWord, 'Cancelled|Void|Voided|Reversal|İade İptal|İade İptali|Ön Provizyon İptal|Ön Provizyon İptali'],
  [declinedWord, 'Reddedildi|Red|Ret|Declined|Onaylanmadı|Rejected|Reddedilmiş'],
  [failedWord, 'Başarısız|Hata|Hatalı|Failure|Failed|Error|Unsuccessful'],
  [pendingWord, 'Beklemede|Waiting|Pending|Ön Provizyon|Ön Otorizasyon|Pre Auth|PreAuth|Bekliyor|Provizyon Bekliyor'],
  [feeWord, 'Ücret|Ücreti|Komisyon|Komisyonu|Fee|Fees|Hizmet Bedeli|Masraf|Aidat|Kesinti|Katkı Payı|BSMV|POS Ücreti'],
  [feeWord, 'Ücret İade|Ücret İadesi|Komisyon İade|Komisyon İadesi|Komisyon İptal|Ücret İptal|Ceza'],
  [pointWord, 'Puan|Puan Kullanım|Puan Kullanımı|Puan Satış|Puan İade|Puan İadesi|Puan İptal|Ödül|Ödül İade|Ödül Kesintisi'],
  [pointWord, 'Reward|Point|Points'],
  [chargebackWord, 'Chargeback|Charge Back|Ters İbraz|İtiraz|Harcama İtirazı|Ters İbraz İade|Ters İbraz İptal'],
];

/** Folded words in ` padded ` form, so that a match is always on word boundaries. */
const commonWords = new Map<string, Meaning>();
for (const [meaning, words] of vocabulary) {
  for (const word of words.split('|')) commonWords.set(` ${foldWords(word)} `, meaning);
}

/** The word that says the voided thing was itself a refund. */
const refundVoid = / iade iptali? /;
export const isRefundVoid = (text: string): boolean => refundVoid.test(` ${foldWords(text)} `);

/**
 * Reads the text of a type or status cell. The longest word on word boundaries wins
 * over the words inside it; among what is left the higher rank decides, then length.
 * A bank's own short codes (`own`) hold only for the whole cell, from three letters
 * on also as a word of it. Undefined: no word is known, which is never a guess.
 * Source: bank formats, status words.
 */
export function readWord(text: string, own: ReadonlyMap<string, Meaning>): Meaning | undefined {
  const whole = own.get(wordKey(text));
  if (whole !== undefined) return whole;
  const padded = ` ${foldWords(text)} `;
  const found: { word: string; meaning: Meaning }[] = [];
  for (const [word, meaning] of commonWords) if (padded.includes(word)) found.push({ word, meaning });
  for (const [code, meaning] of own) {
    const word = ` ${code} `;
    if (code.length >= 3 && padded.includes(word)) found.push({ word, meaning });
  }
  const outer = found.filter((one) => !found.some((other) => other.word !== one.word && other.word.includes(one.word)));
  outer.sort((a, b) => b.meaning.rank - a.meaning.rank || b.word.length - a.word.length);
  return outer[0]?.meaning;
}
