import { describe, expect, it } from 'vitest';
import { type Classification, Classifier } from '../../src/main/domain/bank-file/classify.ts';
import { exactKey, foldKey, foldWords } from '../../src/main/domain/bank-file/fold.ts';
import { shortCodes } from '../../src/main/domain/bank-file/layouts/short-codes.ts';
import { readWord } from '../../src/main/domain/bank-file/words.ts';

const none = new Map<string, never>();
const codes = new Map(Object.entries(shortCodes).map(([word, meaning]) => [foldWords(word), meaning]));

describe('folding', () => {
  it('keeps IslemTipi and İşlem Tipi apart in the strict form and one in the loose form', () => {
    expect(exactKey('IslemTipi')).not.toBe(exactKey('İşlem Tipi'));
    expect(foldKey('IslemTipi')).toBe(foldKey('İşlem Tipi'));
  });

  it('is Turkish about I and İ, and blind to dots, underscores and white space', () => {
    expect(exactKey('  İŞLEM\n TARİHİ ')).toBe('işlem tarihi');
    expect(exactKey('IRMAK')).toBe('ırmak');
    for (const text of ['ISLEM_TARIHI', 'İşlem Tarihi', 'işlem.tarihi', 'Ýþlem Tarihi', 'I\u0307şlem tarihi']) {
      expect(foldKey(text)).toBe('islemtarihi');
    }
    expect(foldKey('Çözülmüş Borç Tutarı')).toBe('cozulmusborctutari');
    expect(foldWords('Satış-İade (TL)')).toBe('satis iade tl');
  });
});

describe('type and status words', () => {
  it.each([
    ['Satış', 'sale', 'completed'],
    ['SATIS', 'sale', 'completed'],
    ['Peşin Satış', 'sale', 'completed'],
    ['Taksitli', 'sale', 'completed'],
    ['3D Satış', 'sale', 'completed'],
    ['Sanal POS Satış', 'sale', 'completed'],
    ['E-ticaret Satış', 'sale', 'completed'],
    ['Bekleyen', 'sale', 'completed'],
    ['Blokeli', 'sale', 'completed'],
    ['PAYMENT', 'sale', 'completed'],
    ['Onaylandı', 'sale', 'approved'],
    ['Provizyon', 'sale', 'approved'],
    ['AUTH', 'sale', 'approved'],
    ['Satış İade', 'refund', 'refunded'],
    ['E-ticaret Satış İade', 'refund', 'refunded'],
    ['İade Onaylandı', 'refund', 'refunded'],
    ['Kısmi İade', 'refund', 'refunded'],
    ['Ýade', 'refund', 'refunded'],
    ['REFUND', 'refund', 'refunded'],
    ['Provizyon İptal', 'void', 'voided'],
    ['Satış İptal', 'void', 'voided'],
    ['İade İptal', 'void', 'voided'],
    ['Cancel', 'void', 'voided'],
    ['Satış Red', 'failed', 'declined'],
    ['Hatalı', 'failed', 'failed'],
    ['Başarısız', 'failed', 'failed'],
    ['Ön Provizyon', 'failed', 'pending'],
    ['Onay Bekliyor', 'failed', 'pending'],
    ['Ön Provizyon Kapama', 'sale', 'completed'],
    ['POS Ücreti', 'fee', null],
    ['Komisyon İadesi', 'fee', null],
    ['Puan Kullanım', 'point', null],
    ['Ödül', 'point', null],
    ['Ters İbraz', 'chargeback', null],
    ['İtiraz', 'chargeback', null],
    ['Chargeback', 'chargeback', null],
  ])('%s is %s, %s', (text, kind, status) => {
    expect(readWord(text, none)).toMatchObject({ kind, status });
  });

  it('knows no word inside another word', () => {
    for (const text of ['Redline', 'Satışçı', 'Bilinmeyen', 'Credit Card', '123', '']) expect(readWord(text, none)).toBeUndefined();
  });

  it('knows short codes only where the bank has them, and only as the whole cell', () => {
    for (const text of ['R', 'S', 'SA', 'CD', '00', 'TEK', 'PNLT']) expect(readWord(text, none)).toBeUndefined();
    expect(readWord('R', codes)).toMatchObject({ kind: 'void' });
    expect(readWord('CD', codes)).toMatchObject({ kind: 'refund' });
    expect(readWord('S R', codes)).toBeUndefined();
  });
});

describe('what a row is', () => {
  const classify = (type: string | null, status: string | null = null, negative = false, others: string[] = []): Classification =>
    new Classifier(none).classify({ type, status, others }, negative);

  it('takes the type for what it is and the status for whether it went through', () => {
    expect(classify('İade', 'Onaylandı')).toMatchObject({ kind: 'refund', status: 'refunded' });
    expect(classify('Satış', 'Onaylandı')).toMatchObject({ kind: 'sale', status: 'approved' });
    expect(classify('Satış', 'Reddedildi')).toMatchObject({ kind: 'failed', status: 'declined' });
    expect(classify('İade', 'Başarısız')).toMatchObject({ kind: 'failed', status: 'failed' });
    expect(classify('Satış', 'Beklemede')).toMatchObject({ kind: 'failed', status: 'pending' });
    expect(classify('Satış', 'Bekleyen')).toMatchObject({ kind: 'sale', status: 'completed' });
    expect(classify('Satış', 'İptal')).toMatchObject({ kind: 'void', status: 'voided' });
    expect(classify(null, 'REFUND')).toMatchObject({ kind: 'refund', status: 'refunded' });
    expect(classify('Ücret', 'Onaylandı')).toMatchObject({ kind: 'fee', status: null });
  });

  it('lets the other column speak where the type says only how it was paid', () => {
    expect(classify('Peşin', 'İade')).toMatchObject({ kind: 'refund' });
    expect(classify('Taksitli', null, false, ['İade'])).toMatchObject({ kind: 'refund' });
    expect(classify('', null, false, ['İptal'])).toMatchObject({ kind: 'void' });
  });

  it('says so where two columns contradict each other', () => {
    expect(classify('Satış', 'İade Edildi')).toMatchObject({ kind: 'sale', remarks: [{ code: 'status_conflict' }] });
    expect(classify('Satış', null, false, ['İade'])).toMatchObject({ kind: 'sale', remarks: [{ code: 'type_conflict' }] });
    expect(classify('İade İptal')).toMatchObject({ kind: 'void', remarks: [{ code: 'refund_voided' }] });
    expect(classify('İade', 'İptal')).toMatchObject({ kind: 'void', remarks: [{ code: 'refund_voided' }] });
  });

  it('turns a negative sale into a refund, with a word only where the file said sale', () => {
    expect(classify('Satış', null, true)).toEqual({ kind: 'refund', status: 'refunded', remarks: [{ code: 'negative_sale', params: { type: 'Satış' } }] });
    expect(classify(null, null, true)).toEqual({ kind: 'refund', status: 'refunded', remarks: [] });
    expect(classify(null, null, false)).toEqual({ kind: 'sale', status: 'completed', remarks: [] });
    expect(classify('İptal', null, true)).toMatchObject({ kind: 'void' });
  });

  it('never guesses', () => {
    expect(classify('Xyz')).toEqual({ problem: 'unknown_type', word: 'Xyz' });
    expect(classify('Satış', 'Xyz')).toEqual({ problem: 'unknown_status', word: 'Xyz' });
    expect(classify('')).toEqual({ problem: 'unknown_type', word: '' });
    expect(classify('', 'Onaylandı')).toMatchObject({ kind: 'sale' });
  });
});
