import type { BankStatus } from '../../src/shared/enums.ts';
import type { InstalmentRows } from '../../src/shared/instalments.ts';
import type { TruthRow } from './bank-truth.ts';

/** What a column of an export holds. */
export type Holds =
  | 'day' | 'time' | 'value_day' | 'end_day' | 'gross' | 'commission' | 'deduction' | 'deduction2' | 'net' | 'word' | 'short' | 'host'
  | 'code' | 'card' | 'merchant' | 'terminal' | 'batch' | 'rrn' | 'reference' | 'order' | 'sequence' | 'gateway' | 'currency' | 'currency_code'
  | 'count' | 'no' | 'pair' | 'original' | 'rate' | 'zero' | 'name' | 'text' | 'empty';

/** A bank's export: its columns in the file's order and its ways of writing (bank formats, columns bank by bank). */
export interface BankExport {
  readonly profile: string;
  readonly bank: string;
  /** Whether it comes as a workbook or as text. */
  readonly comes_as: 'sheet' | 'text';
  readonly columns: readonly (readonly [header: string, holds: Holds])[];
  /** The code column that some merchants' exports have and others have not. */
  readonly optional_code?: string;
  /** Words of the type column; a kind without one is not in this export. */
  readonly words: Partial<Record<TruthRow['kind'], string>>;
  readonly short?: Partial<Record<TruthRow['kind'], string>>;
  readonly sale_status?: BankStatus;
  /** Refunds carry a minus. */
  readonly signed: boolean;
  /** Which reference is the bank's id. */
  readonly id: 'rrn' | 'reference' | 'sequence' | 'gateway' | null;
  /** Which column is kept as the reference number (rrn), and which as the sequence. */
  readonly rrn?: 'rrn' | 'reference';
  readonly sequence?: 'sequence' | 'batch' | null;
  readonly instalments: InstalmentRows;
  /** How this bank writes amounts and days as text. */
  readonly decimal: 'comma' | 'dot' | 'padded';
  readonly days: 'dotted' | 'slashed' | 'compact';
}

const pairs = (text: string): [string, Holds][] =>
  text.split('|').map((one) => {
    const at = one.lastIndexOf('=');
    return [one.slice(0, at).trim(), one.slice(at + 1).trim() as Holds];
  });

const satis = { sale: 'Satış', refund: 'İade' };

export const bankExports: readonly BankExport[] = [
  { profile: 'akbank-xlsx', bank: 'Akbank', comes_as: 'sheet', words: { sale: '', refund: '' }, signed: true, id: null, instalments: 'ask', decimal: 'comma', days: 'dotted',
    columns: pairs('Tarih=end_day|ISLEM_TARIHI=day|VALOR_TARIHI=value_day|PROVIZYON_TUTAR=gross|KOMISYON_TUTAR=zero|EO_KES_TUTAR=commission|NET_TUTAR=net|TAKSIT_SAYI=count|TAKSIT_SIRA=no|ANA_KART_TIPI=text|ALT_KART_TIPI=text|KART_NO=card|UYE_ISYERI_NO=merchant|UYE_ISYERI_ADI=name|TERMINAL_NO=terminal|PROVIZYON_NO=code|GUNSONU_TARIHI=end_day|CURRENCY=currency|IBAN=empty') },
  { profile: 'akbank-csv', bank: 'Akbank', comes_as: 'text', words: { sale: 'SA', refund: 'CD' }, signed: false, id: null, instalments: 'ask', decimal: 'comma', days: 'dotted',
    columns: pairs('Zincir No=empty|Uye Isyeri No=merchant|Terminal Id=terminal|Uye Isyeri Adi=name|Islem Tarihi=day|Gunsonutarihi=end_day|Kart No=card|Ana Kart Tipi=text|Alt Kart Tipi=text|Islem Tipi=word|Provizyon No=code|Taksit Sira=no|Taksit Sayi=count|Provizyon Tutari=gross|Komisyon Tutari=zero|Eo Kes Tut=commission|Net Tutar=net|Valortarihi=value_day') },
  { profile: 'garanti-xlsx', bank: 'Garanti BBVA', comes_as: 'sheet', words: { sale: 'SATIS', refund: 'IADE', fee: 'PNLT' }, signed: true, id: null, sequence: 'batch', instalments: 'whole', decimal: 'comma', days: 'dotted', optional_code: 'PROVİZYON NO',
    columns: pairs('ISLEMTARIHI=day|GUNSONU=end_day|VALOR=value_day|BURUT=gross|KOMISYON=commission|NET=net|TSAYISI=count|ISLEMTIPI=word|URUN=text|UYENO=merchant|FIRMAKODU=empty|DOVIZKODU=currency|TERMINAL=terminal|BATCHNO=batch|SUBE=text|HESAP=empty|ODULKESINTISI=deduction|SERVISKESINTISI=deduction2|BORCALACAK=empty') },
  { profile: 'garanti-txt', bank: 'Garanti BBVA', comes_as: 'text', words: { sale: 'SATIS', refund: 'IADE', fee: 'PUCRT' }, signed: true, id: 'rrn', rrn: 'rrn', sequence: null, instalments: 'ask', decimal: 'dot', days: 'compact',
    columns: pairs('VALOR=value_day|SUBE=text|HESAPNO=empty|ISYERINO=merchant|BRUT_TUTAR=gross|KOMISYON=commission|NET_TUTAR=net|ISLEMTARIH=day|ISLEM=word|URUN=text|SERVİS KOM.=deduction|ODUL_KATKISI=deduction2|FIRMA=empty|IBAN=empty|BATCHN=batch|TERMİNALN=terminal|KART NUMARASI=card|İŞYERİ BİLGİSİ=name|RETREF NO=rrn|SİPARİŞ NUMARASI=order') },
  { profile: 'yapi-kredi-xlsx', bank: 'Yapı Kredi', comes_as: 'sheet', words: { ...satis, void: 'İptal' }, signed: false, id: null, instalments: 'whole_at_last', decimal: 'comma', days: 'dotted',
    columns: pairs('Yükleme Tarihi=end_day|Ödeme Tarihi=value_day|Brüt Tutar=gross|İşlem Tutarı=gross|Taksitli İşlem Komisyonu=commission|Katkı Payı TL=deduction|Net Tutar=net|Taksit Sayısı / Taksit Numarası=pair|Org. İşlem Tarihi=day|İşlem Tipi=text|Kart Tipi=text|Kart Markası=text|Kart No=card|Terminal No=terminal|Onay Kodu=code|Mesaj Tipi=word') },
  { profile: 'yapi-kredi-csv', bank: 'Yapı Kredi', comes_as: 'text', words: { sale: 'S', refund: 'CD', void: 'R' }, signed: false, id: 'reference', rrn: 'reference', instalments: 'ask', decimal: 'comma', days: 'compact',
    columns: pairs('UYEISY=merchant|TRMNO=terminal|TKSTID=empty|ISLTAR=day|KRTNO=card|KART_TIP=text|ORJTUT=gross|BLOKCOZTAR=value_day|NETODMTUT=net|KMSYN=commission|KPAY=deduction|TKSTADEDI=count|TKSTSIRASI=no|TIP=empty|ISLTIP=word|PRVZTAR=end_day|IADEUYEISY=empty|AUTH_NBR=code|REFERANS_NO=reference|SANAL_POS_ID=text|ISLSAATI=time') },
  { profile: 'isbank', bank: 'İş Bankası', comes_as: 'text', words: satis, signed: false, id: 'sequence', sequence: 'sequence', instalments: 'ask', decimal: 'comma', days: 'dotted',
    columns: pairs('Merkez No=empty|İşyeri No=merchant|Ticari Unvan=name|İşletme Adı=name|İşlem Tarihi=day|İşlem Zamanı=time|İşlem Türü=text|İşlem Tipi=word|İşlem Tutarı=gross|Taksit Tarihi=empty|Taksit Sayısı=count|Taksit No=no|Taksit Tutarı=empty|Gün Sonu Tarihi=end_day|Hesaba Geçiş Tarihi=value_day|POS No=terminal|POS İşlem No=sequence|Onay Kodu=code|Kart No=card|İşyeri Ücreti Pşn/Tkst(Oran)=rate|İşyeri Ücreti Pşn/Tkst(Tutar)=commission|Para Birimi=currency|Net Tutar=net') },
  { profile: 'ziraat-xlsx', bank: 'Ziraat Bankası', comes_as: 'sheet', words: { sale: 'Peşin Satış', refund: 'Satış İade', fee: 'Üye İşyeri Ücreti' }, signed: false, id: null, instalments: 'ask', decimal: 'comma', days: 'dotted',
    columns: pairs('İşlem Tarihi=day|Hesaba Geçiş Tarihi=value_day|Tutar=gross|Kesilen Komisyon Tutarı=commission|Hesaba Geçen/Geçecek Net Tutar=net|Komisyon Oranı (%)=rate|Taksit Sayısı=count|İşlem Tipi=word|Kart Tipi=text|Kart No=card|Üye İşyeri No=merchant|Terminal No=terminal|Provizyon Kodu=code|Para Cinsi=currency') },
  { profile: 'ziraat-csv', bank: 'Ziraat Bankası', comes_as: 'text', words: satis, short: { sale: 'SA', refund: 'CD' }, signed: false, id: 'sequence', sequence: 'sequence', instalments: 'ask', decimal: 'comma', days: 'dotted',
    columns: pairs('Valor=value_day|İşlem Tarihi=day|Gün Sonu Tarihi=end_day|Zincir No=empty|Üye No=merchant|Teriminal No=terminal|Üye Adı=name|Kart No=card|Batch No=batch|Taksit Sayısı=count|Taksit No=no|Kart Tipi=text|IslemTipi=short|İşlem Tipi=word|İşlem Kodu=empty|Provizyon No=code|İşlem Tutarı=gross|Net Tutar=net|Komisyon Oranı=rate|Komisyon Tutarı=commission|Hizmet Ücreti=deduction|Bloke Süresi=empty|Para Birimi=currency|İşlem Saati=time|İşlem No=sequence|Sipariş No=order') },
  { profile: 'halkbank-xlsx', bank: 'Halkbank', comes_as: 'sheet', words: satis, sale_status: 'approved', signed: false, id: null, instalments: 'ask', decimal: 'comma', days: 'dotted', optional_code: 'ONAY KODU',
    columns: pairs('Tarih=day|Valor Tarihi=value_day|Bekleyen Alacak Tutarı=gross|TL Karşılığı=gross|Bekleyen Borç Tutarı=commission|Alacak Net Bekleyen=net|Oran=rate|İşlem Tipi=word|Kart Tipi=text|Uye Adı=name|Uye No=merchant|İşlem Kodu=empty|Host Cevap=host') },
  { profile: 'halkbank-csv', bank: 'Halkbank', comes_as: 'text', words: { ...satis, void: 'Provizyon İptal' }, signed: false, id: null, instalments: 'ask', decimal: 'comma', days: 'dotted',
    columns: pairs('MUTA NO=empty|TİCARİ UNVAN=name|ÜYE NO=merchant|TERM_NO=terminal|ISLEM_TARİHİ=day|İŞLEM SAATİ=time|VALOR_TARİHİ=value_day|TAKSİT SAYISI=no|TOPLAM TAKSİT=count|KART_NO=card|PROV_NO=code|BRÜT_TUTAR=gross|KOMİSYON_ORANI=rate|KOMİSYON_TUTAR=commission|HİZMET_KOM_TUTAR=deduction|NET_TUTAR=net|DOVİZ=currency|SİPARİŞ NUMARASI=order|GÜNSONU TARİHİ=end_day|İŞLEM TÜRÜ=word') },
  { profile: 'qnb-xls', bank: 'QNB', comes_as: 'sheet', words: { sale: '', refund: '' }, sale_status: 'approved', signed: true, id: null, instalments: 'ask', decimal: 'comma', days: 'dotted', optional_code: 'PROVİZYON NO',
    columns: pairs('Tarih=day|Hesaba Geçiş Tarihi=value_day|Çözülmüş Alacak Tutarı=gross|Çözülmüş Borç Tutarı=commission|Oran=rate|Taksit Tipi=text|Kart Tipi=text|Üye Adı=name|Üye No=merchant|Servis Açıklaması=text|Host Cevap=host|Bloke Tipi=text') },
  { profile: 'qnb-csv', bank: 'QNB', comes_as: 'text', words: satis, signed: false, id: 'rrn', rrn: 'reference', sequence: 'sequence', instalments: 'ask', decimal: 'dot', days: 'slashed',
    columns: pairs('Üye No=merchant|Servis Kodu=empty|Komisyon Oranı=rate|Komisyon Tutar=commission|Yükleme Tarihi=end_day|Ödeme Tarihi=value_day|İşlem Tipi=word|İşlem Tarihi=day|Term ID=terminal|Tutar=gross|Puan=deduction|Provizyon Kodu=code|Kart No=card|Net Hesaba Geçen=net|İşlem Saati=time|STAN No=sequence|Referans No=reference|Çözülme Tarihi=value_day|Hesaba Geçiş Tarihi=value_day|Para Birimi=currency|Sipariş No=order|Batch No=batch|Taksit Sırası=no|BSMV Tutar=deduction2|RRN=rrn') },
  { profile: 'vakifbank-csv', bank: 'VakıfBank', comes_as: 'text', words: { sale: 'TEK', refund: 'IAD', fee: 'CAB', point: 'PUA' }, signed: false, id: 'sequence', sequence: 'sequence', instalments: 'whole', decimal: 'padded', days: 'dotted',
    columns: pairs('Zincir No=empty|İşyeri No=merchant|İşyeri Adı=name|İşlem Tarihi=day|İşlenme Tarihi=end_day|POS No=terminal|Batch No=batch|İşlem No=sequence|Kart No=card|İşlem Tipi=word|Taksit Sıra=no|Hesaba Geçiş Tarihi=value_day|Brüt Tutar=gross|Komisyon=commission|VakıfPara=deduction|Net Tutar=net|Onay Kodu=code|Para Cinsi=currency_code|Taksit Sayısı=count|Komisyon Oranı=rate|Islem Saati=time|Orijinal Islem Tutari=gross|Orijinal Komisyon=commission|UyeRefNo=order|TransactionId=gateway|=empty') },
  { profile: 'turkiye-finans', bank: 'Türkiye Finans', comes_as: 'text', words: satis, signed: false, id: 'sequence', sequence: 'sequence', instalments: 'ask', decimal: 'comma', days: 'compact',
    columns: pairs('Üye iş Yeri Numarası=merchant|Valör Tarihi=value_day|Brüt Tutar=gross|Net Tutar=net|İşlem Tarihi=day|işlem Saati=time|Terminal Numarası=terminal|Provizyon/Onay Numarası=code|Katkı Payı=deduction|Batch Numarası=batch|Para Birimi=currency|İşlemin günsonu tarihi=end_day|İşlem Tipi=word|Kart Numarası=card|Taksit Sıra No=no|Taksit Sayısı=count|İşlem Numarası=sequence|Sipariş Numarası=order') },
  { profile: 'iyzico-settlement', bank: 'iyzico', comes_as: 'text', words: { sale: 'PAYMENT', refund: 'REFUND' }, signed: false, id: 'gateway', instalments: 'whole', decimal: 'dot', days: 'dotted',
    columns: pairs('transactionDate=day|transactionStatus=word|paymentTxId=gateway|conversationId=order|price=gross|paidPrice=gross|installment=count|iyziCommissionRate=rate|iyziCommissionFee=commission|settlementResolveDate=value_day') },
];
