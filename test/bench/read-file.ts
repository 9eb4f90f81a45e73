import { closeSync, openSync, writeSync } from 'node:fs';
import { crc32, createDeflateRaw } from 'node:zlib';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PROLOG = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const HEADERS = ['İşlem Tarihi', 'Valör', 'İşlem Tipi', 'Onay Kodu', 'Kart No', 'Tutar', 'Komisyon', 'Net Tutar', 'Taksit Sayısı', 'Referans No'];
/** 2026-05-01 as a spreadsheet counts days. */
const FIRST_DAY = 46_143;
/** Rows written at once. */
const BATCH = 2_000;

/** Pieces of a part's text, made as they are written. */
type Part = readonly [name: string, pieces: Iterable<string>];

interface Written {
  readonly name: Buffer;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/** Lira with two digits from kuruş, as Excel keeps a number: without zeros at the end. */
const lira = (kurus: number): string => String(kurus / 100);

const code = (row: number): string => String((row * 7919) % 1_000_000).padStart(6, '0');
const card = (row: number): string => `4506${String((row * 31) % 100).padStart(2, '0')}******${String((row * 104_729) % 10_000).padStart(4, '0')}`;
const reference = (row: number): string => String(600_000_000_000 + row * 13);

function* sharedStrings(rows: number): Generator<string> {
  const item = (text: string): string => `<si><t>${text}</t></si>`;
  yield `${PROLOG}<sst xmlns="${MAIN}" count="${rows * 4 + HEADERS.length}" uniqueCount="${rows * 3 + HEADERS.length + 2}">${[...HEADERS, 'Satış', 'İade'].map(item).join('')}`;
  for (let first = 0; first < rows; first += BATCH) {
    let piece = '';
    for (let row = first; row < Math.min(first + BATCH, rows); row += 1) piece += item(code(row)) + item(card(row)) + item(reference(row));
    yield piece;
  }
  yield '</sst>';
}

function rowOf(row: number): string {
  const at = row + 2;
  const text = HEADERS.length + 2 + row * 3;
  const gross = 1_000 + ((row * 7_877) % 900_000);
  const fee = Math.trunc(gross / 50);
  const second = (row * 37) % 86_400;
  const serial = FIRST_DAY + (row % 31) + second / 86_400;
  const refund = row % 40 === 39;
  return (
    `<row r="${at}" spans="1:10"><c r="A${at}" s="2"><v>${serial}</v></c><c r="B${at}" s="1"><v>${FIRST_DAY + 31 + (row % 31)}</v></c>` +
    `<c r="C${at}" t="s"><v>${HEADERS.length + (refund ? 1 : 0)}</v></c><c r="D${at}" t="s"><v>${text}</v></c><c r="E${at}" t="s"><v>${text + 1}</v></c>` +
    `<c r="F${at}" s="3"><v>${lira(gross)}</v></c><c r="G${at}" s="3"><v>${lira(fee)}</v></c><c r="H${at}" s="3"><v>${lira(gross - fee)}</v></c>` +
    `<c r="I${at}"><v>${1 + (row % 3)}</v></c><c r="J${at}" t="s"><v>${text + 2}</v></c></row>`
  );
}

function* sheet(rows: number): Generator<string> {
  const head = HEADERS.map((_, index) => `<c r="${String.fromCharCode(65 + index)}1" t="s"><v>${index}</v></c>`).join('');
  yield `${PROLOG}<worksheet xmlns="${MAIN}"><dimension ref="A1:J${rows + 1}"/><sheetData><row r="1">${head}</row>`;
  for (let first = 0; first < rows; first += BATCH) {
    let piece = '';
    for (let row = first; row < Math.min(first + BATCH, rows); row += 1) piece += rowOf(row);
    yield piece;
  }
  yield '</sheetData></worksheet>';
}

function partsOf(rows: number): Part[] {
  const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const override = (name: string, kind: string): string => `<Override PartName="/xl/${name}.xml" ContentType="${types}.${kind}+xml"/>`;
  return [
    [
      '[Content_Types].xml',
      [
        `${PROLOG}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${override('workbook', 'sheet.main')}${override('worksheets/sheet1', 'worksheet')}${override('sharedStrings', 'sharedStrings')}${override('styles', 'styles')}</Types>`,
      ],
    ],
    [
      '_rels/.rels',
      [`${PROLOG}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
    ],
    ['xl/workbook.xml', [`${PROLOG}<workbook xmlns="${MAIN}" xmlns:r="${relation}"><sheets><sheet name="Rapor" sheetId="1" r:id="rId1"/></sheets></workbook>`]],
    [
      'xl/_rels/workbook.xml.rels',
      [
        `${PROLOG}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relation}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relation}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="${relation}/styles" Target="styles.xml"/></Relationships>`,
      ],
    ],
    [
      'xl/styles.xml',
      [
        `${PROLOG}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy\\ hh:mm:ss"/></numFmts><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`,
      ],
    ],
    ['xl/sharedStrings.xml', sharedStrings(rows)],
    ['xl/worksheets/sheet1.xml', sheet(rows)],
  ];
}

/** Packs one part behind what was written; its header is filled in once its sizes are known. */
async function writePart(handle: number, [name, pieces]: Part, offset: number): Promise<Written> {
  const bytes = Buffer.from(name);
  const deflate = createDeflateRaw({ level: 4 });
  let [at, crc, size] = [offset + 30 + bytes.length, 0, 0];
  const written = (async () => {
    for await (const chunk of deflate as AsyncIterable<Buffer>) at += writeSync(handle, chunk, 0, chunk.length, at);
  })();
  for (const piece of pieces) {
    const text = Buffer.from(piece);
    crc = crc32(text, crc);
    size += text.length;
    if (!deflate.write(text)) await new Promise((resolve) => deflate.once('drain', resolve));
  }
  deflate.end();
  await written;
  const part = { name: bytes, crc, size, packed: at - offset - 30 - bytes.length, offset };
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(8, 8);
  header.writeUInt32LE(part.crc, 14);
  header.writeUInt32LE(part.packed, 18);
  header.writeUInt32LE(part.size, 22);
  header.writeUInt16LE(bytes.length, 26);
  writeSync(handle, Buffer.concat([header, bytes]), 0, 30 + bytes.length, offset);
  return part;
}

function directoryOf(parts: readonly Written[], start: number): Buffer {
  const entries = parts.map((part) => {
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    entry.writeUInt16LE(20, 6);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(part.crc, 16);
    entry.writeUInt32LE(part.packed, 20);
    entry.writeUInt32LE(part.size, 24);
    entry.writeUInt16LE(part.name.length, 28);
    entry.writeUInt32LE(part.offset, 42);
    return Buffer.concat([entry, part.name]);
  });
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(entries.reduce((sum, entry) => sum + entry.length, 0), 12);
  end.writeUInt32LE(start, 16);
  return Buffer.concat([...entries, end]);
}

/**
 * Writes a bank's .xlsx as Excel itself would keep it: ten columns, shared strings of which
 * three in four stand once, dates with and without times, amounts as numbers. Every
 * fortieth row is a refund; no row repeats another.
 */
export async function writeBankFile(path: string, rows: number): Promise<void> {
  const handle = openSync(path, 'w');
  try {
    const written: Written[] = [];
    let offset = 0;
    for (const part of partsOf(rows)) {
      const one = await writePart(handle, part, offset);
      written.push(one);
      offset += 30 + one.name.length + one.packed;
    }
    const directory = directoryOf(written, offset);
    writeSync(handle, directory, 0, directory.length, offset);
  } finally {
    closeSync(handle);
  }
}
