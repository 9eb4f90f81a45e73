import type { RawCell, RawWorkbook } from '../../src/main/domain/bank-file/raw.ts';

/** What a column of a sample holds; the values follow from it and the row's number alone. */
type Holds =
  | 'day' | 'value_day' | 'end_day' | 'time' | 'gross' | 'commission' | 'net' | 'nothing' | 'rate' | 'card' | 'currency' | 'currency_code'
  | 'kind' | 'short_kind' | 'host' | 'code' | 'rrn' | 'id' | 'order' | 'merchant' | 'terminal' | 'batch' | 'count' | 'number' | 'pair' | 'text' | 'same';

/** A bank's layout as `header: what it holds`, in the file's order. */
export interface LayoutSample {
  readonly profile: string;
  readonly style: 'turkish' | 'dots' | 'padded' | 'numbers';
  readonly days: 'dotted' | 'slashed' | 'compact' | 'serial';
  readonly kinds: readonly string[];
  readonly columns: readonly (readonly [header: string, holds: Holds])[];
}

const pairs = (text: string): [string, Holds][] =>
  text.split('|').map((one) => {
    const [header = '', holds = 'text'] = one.split('=').map((part) => part.trim());
    return [header, holds as Holds];
  });

export const layoutSamples: readonly LayoutSample[] = [
  { profile: 'akbank-xlsx', style: 'numbers', days: 'serial', kinds: [], columns: pairs('ISLEM_TARIHI=day|VALOR_TARIHI=value_day|PROVIZYON_TUTAR=gross|KOMISYON_TUTAR=nothing|EO_KES_TUTAR=commission|NET_TUTAR=net|TAKSIT_SAYI=count|ANA_KART_TIPI=text|KART_NO=card|UYE_ISYERI_NO=merchant|UYE_ISYERI_ADI=same|TERMINAL_NO=terminal|PROVIZYON_NO=code|CURRENCY=currency') },
  { profile: 'akbank-csv', style: 'turkish', days: 'dotted', kinds: ['S', 'CD'], columns: pairs('Uye Isyeri No=merchant|Terminal Id=terminal|Uye Isyeri Adi=same|Islem Tarihi=day|Kart No=card|Ana Kart Tipi=text|Islem Tipi=short_kind|Provizyon No=code|Provizyon Tutari=gross|Eo Kes Tut=commission|Net Tutar=net|Valortarihi=value_day') },
  { profile: 'garanti-xlsx', style: 'numbers', days: 'serial', kinds: ['SATIS', 'IADE'], columns: pairs('ISLEMTARIHI=day|VALOR=value_day|BURUT=gross|KOMISYON=commission|NET=net|TSAYISI=count|ISLEMTIPI=kind|URUN=text|UYENO=merchant|DOVIZKODU=currency|TERMINAL=terminal|PROVİZYON NO=code') },
  { profile: 'garanti-txt', style: 'dots', days: 'compact', kinds: ['SATIS', 'IADE'], columns: pairs('VALOR=value_day|ISYERINO=merchant|BRUT_TUTAR=gross|KOMISYON=commission|NET_TUTAR=net|ISLEMTARIH=day|ISLEM=kind|URUN=text|TERMİNALN=terminal|KART NUMARASI=card|RETREF NO=rrn|SİPARİŞ NUMARASI=order') },
  { profile: 'yapi-kredi-xlsx', style: 'turkish', days: 'dotted', kinds: ['Satış', 'İade'], columns: pairs('Ödeme Tarihi=value_day|Brüt Tutar=gross|Taksitli İşlem Komisyonu=commission|Net Tutar=net|Org. İşlem Tarihi=day|Kart Tipi=text|Kart No=card|Terminal No=terminal|Onay Kodu=code|Mesaj Tipi=kind') },
  { profile: 'yapi-kredi-csv', style: 'turkish', days: 'compact', kinds: ['S', 'CD'], columns: pairs('UYEISY=merchant|TRMNO=terminal|ISLTAR=day|KRTNO=card|ORJTUT=gross|BLOKCOZTAR=value_day|NETODMTUT=net|KMSYN=commission|ISLTIP=short_kind|AUTH_NBR=code|REFERANS_NO=rrn|ISLSAATI=time') },
  { profile: 'isbank', style: 'turkish', days: 'dotted', kinds: ['Satış', 'İade'], columns: pairs('İşyeri No=merchant|İşlem Tarihi=day|İşlem Zamanı=time|İşlem Tipi=kind|İşlem Tutarı=gross|Hesaba Geçiş Tarihi=value_day|POS No=terminal|POS İşlem No=id|Onay Kodu=code|Kart No=card|İşyeri Ücreti Pşn/Tkst(Tutar)=commission|Para Birimi=currency|Net Tutar=net') },
  { profile: 'ziraat-xlsx', style: 'turkish', days: 'dotted', kinds: ['Satış', 'İade'], columns: pairs('İşlem Tarihi=day|Hesaba Geçiş Tarihi=value_day|Tutar=gross|Kesilen Komisyon Tutarı=commission|Hesaba Geçen/Geçecek Net Tutar=net|İşlem Tipi=kind|Kart Tipi=text|Kart No=card|Üye İşyeri No=merchant|Terminal No=terminal|Provizyon Kodu=code|Para Cinsi=currency') },
  { profile: 'ziraat-csv', style: 'turkish', days: 'dotted', kinds: ['Satış', 'İade'], columns: pairs('Valor=value_day|İşlem Tarihi=day|Üye No=merchant|Teriminal No=terminal|Kart No=card|IslemTipi=batch|İşlem Tipi=kind|Provizyon No=code|İşlem Tutarı=gross|Net Tutar=net|Komisyon Tutarı=commission|Para Birimi=currency|İşlem Saati=time|İşlem No=id|Sipariş No=order') },
  { profile: 'halkbank-xlsx', style: 'numbers', days: 'serial', kinds: ['Satış', 'İade'], columns: pairs('Tarih=day|Valor Tarihi=value_day|Bekleyen Alacak Tutarı=gross|Bekleyen Borç Tutarı=commission|Alacak Net Bekleyen=net|İşlem Tipi=kind|Kart Tipi=text|Uye No=merchant|Host Cevap=host|ONAY KODU=code') },
  { profile: 'halkbank-csv', style: 'turkish', days: 'slashed', kinds: ['SATIS', 'IADE'], columns: pairs('MUTA NO=batch|ÜYE NO=merchant|TERM_NO=terminal|ISLEM_TARİHİ=day|İŞLEM SAATİ=time|VALOR_TARİHİ=value_day|KART_NO=card|PROV_NO=code|BRÜT_TUTAR=gross|KOMİSYON_TUTAR=commission|NET_TUTAR=net|DOVİZ=currency|SİPARİŞ NUMARASI=order|İŞLEM TÜRÜ=kind') },
  { profile: 'qnb-xls', style: 'numbers', days: 'serial', kinds: [], columns: pairs('Tarih=day|Hesaba Geçiş Tarihi=value_day|Çözülmüş Alacak Tutarı=gross|Çözülmüş Borç Tutarı=commission|Net Tutar=net|Kart Tipi=text|Üye No=merchant|Servis Açıklaması=same|PROVİZYON NO=code') },
  { profile: 'qnb-csv', style: 'dots', days: 'slashed', kinds: ['Satış', 'İade'], columns: pairs('Üye No=merchant|Servis Kodu=batch|Komisyon Tutar=commission|Yükleme Tarihi=end_day|İşlem Tipi=kind|İşlem Tarihi=day|Term ID=terminal|Tutar=gross|Provizyon Kodu=code|Kart No=card|Net Hesaba Geçen=net|İşlem Saati=time|Hesaba Geçiş Tarihi=value_day|Para Birimi=currency|Sipariş No=order|RRN=rrn') },
  { profile: 'vakifbank-csv', style: 'padded', days: 'dotted', kinds: ['TEK', 'IAD'], columns: pairs('İşyeri No=merchant|İşyeri Adı=same|İşlem Tarihi=day|İşlenme Tarihi=end_day|POS No=terminal|İşlem No=id|Kart No=card|İşlem Tipi=short_kind|Hesaba Geçiş Tarihi=value_day|Brüt Tutar=gross|Komisyon=commission|VakıfPara=nothing|Net Tutar=net|Onay Kodu=code|Para Cinsi=currency_code|Islem Saati=time|UyeRefNo=order') },
  { profile: 'turkiye-finans', style: 'turkish', days: 'compact', kinds: ['Satış', 'İade'], columns: pairs('Üye iş Yeri Numarası=merchant|Valör Tarihi=value_day|Brüt Tutar=gross|Komisyon=commission|Net Tutar=net|İşlem Tarihi=day|işlem Saati=time|Terminal Numarası=terminal|Provizyon/Onay Numarası=code|Para Birimi=currency|İşlem Tipi=kind|Kart Numarası=card|İşlem Numarası=id|Sipariş Numarası=order') },
  { profile: 'iyzico-settlement', style: 'dots', days: 'dotted', kinds: ['PAYMENT', 'REFUND'], columns: pairs('transactionDate=day|transactionStatus=kind|paymentTxId=id|conversationId=order|paidPrice=gross|installment=same|iyziCommissionFee=commission|Net Tutar=net|settlementResolveDate=value_day') },
];

const ROWS = 24;
const grossOf = (row: number): number => 10_037 + ((row * 7_919) % 90_000);
const commissionOf = (row: number): number => Math.round(grossOf(row) / 50) + 1;

function amount(kurus: number, style: LayoutSample['style']): RawCell {
  const [lira, rest] = [Math.trunc(kurus / 100), String(kurus % 100).padStart(2, '0')];
  if (style === 'numbers') return Number(`${lira}.${rest}`);
  if (style === 'turkish') return `${String(lira).replaceAll(/\B(?=(\d{3})+$)/g, '.')},${rest}`;
  return style === 'dots' ? `${lira}.${rest}` : `+${String(lira).padStart(17, '0')}.${rest}`;
}

function day(after: number, style: LayoutSample['days']): RawCell {
  const date = new Date(Date.UTC(2026, 4, 3 + after));
  const [year, month, dayOfMonth] = date.toISOString().slice(0, 10).split('-');
  if (style === 'serial') return { serial: date.getTime() / 86_400_000 + 25_569, date1904: false, shows_time: false };
  if (style === 'compact') return `${year}${month}${dayOfMonth}`;
  return [dayOfMonth, month, year].join(style === 'dotted' ? '.' : '/');
}

const two = (value: number): string => String(value).padStart(2, '0');

function value(holds: Holds, row: number, { style, days, kinds }: LayoutSample): RawCell {
  const gross = grossOf(row);
  const values: Record<Holds, RawCell> = {
    day: day(row % 20, days),
    value_day: day(40 + (row % 20), days),
    end_day: day(1 + (row % 20), days),
    time: `${two(9 + (row % 12))}${two((row * 7) % 60)}${two((row * 13) % 60)}`,
    gross: amount(gross, style),
    commission: amount(commissionOf(row), style),
    net: amount(gross - commissionOf(row), style),
    nothing: amount(0, style),
    rate: '2,00',
    card: `450634******${String(1000 + row * 37).slice(-4)}`,
    currency: 'TL',
    currency_code: '949',
    kind: kinds[row % 6 === 5 ? 1 : 0] ?? '',
    short_kind: kinds[row % 6 === 5 ? 1 : 0] ?? '',
    host: '00',
    code: (row % 3 === 0 ? 'A' : '0') + String((row * 104_729) % 100_000).padStart(5, '0'),
    rrn: `61230${String(row * 9_973).padStart(7, '0')}`,
    id: `00${String(70_000_000 + row * 31)}`,
    order: `SIP-${row * 17}-2026-${row}x`,
    merchant: '0000001234567',
    terminal: '67000001',
    batch: String(1 + Math.floor(row / 8)),
    count: '1',
    number: '1',
    pair: '3/3',
    text: ['BONUS', 'WORLD', 'MAXIMUM'][row % 3] ?? '',
    same: '1',
  };
  return values[holds];
}

/** Rows of a sample under its headers. */
export function sampleRows(sample: LayoutSample, rows = ROWS): RawCell[][] {
  return Array.from({ length: rows }, (_, row) => sample.columns.map(([, holds]) => value(holds, row, sample)));
}

/** A workbook of one sheet. */
export function bookOf(rows: readonly (readonly RawCell[])[]): RawWorkbook {
  return { format: 'xlsx', encoding: null, sheets: [{ name: 'Sayfa1', hidden: false, rows }] };
}

/** A sample as the bank's file has it. */
export function sampleBook(sample: LayoutSample, rows = ROWS): RawWorkbook {
  return bookOf([sample.columns.map(([header]) => header), ...sampleRows(sample, rows)]);
}
