import { builtInFormats, dateFormatOf } from '../sheetjs.ts';
import { attributeOf, elementsOf } from './small-xml.ts';
import { giveUp } from './unknown.ts';

/** What the format of a cell makes of its number: nothing, a day, or a day with a time. */
export type CellMeaning = 'number' | 'day' | 'instant';

/** Formats known by number, and one more date that the library has among them. */
const builtIn: readonly (readonly [number, string])[] = [...builtInFormats, [56, '"上午/下午 "hh"時"mm"分"ss"秒 "']];
/** Formats numbered above this the library renumbers, from here down. */
const ROOM = 0x188;
const MOST_FORMATS = 300;

function meaningOfFormat(format: string): CellMeaning {
  const { is_date, shows_time } = dateFormatOf(format);
  if (!is_date) return 'number';
  return shows_time ? 'instant' : 'day';
}

function numberOf(text: string | undefined): number {
  if (text === undefined) return 0;
  return /^\d{1,9}$/.test(text) ? Number(text) : giveUp(`number of a format ${text}`);
}

/** The meaning of each cell format (`cellXfs`) by its place, as `s` of a cell names it. */
export function readStyles(text: string): CellMeaning[] {
  const formats = new Map(builtIn);
  const used: number[] = [];
  const blocks = new Map<string, number>();
  let own = 0;
  for (const element of elementsOf(text)) {
    const { name, path } = element;
    const parent = path.at(-1);
    if (path.length === 0 && name !== 'styleSheet') giveUp(`root ${name}`);
    if (name === 'numFmts' || name === 'cellXfs') {
      blocks.set(name, (blocks.get(name) ?? 0) + 1);
      if (path.length !== 1 || (blocks.get(name) ?? 0) > 1) giveUp(`${name} in an odd place`);
      // The library looks for number formats first and would not use those that come late.
      if (name === 'numFmts' && blocks.has('cellXfs')) giveUp('number formats behind the cells');
    }
    if (parent === 'numFmts') {
      const number = numberOf(attributeOf(element, 'numFmtId'));
      const code = attributeOf(element, 'formatCode');
      if (name !== 'numFmt' || code === undefined || number === 0) giveUp(`element numFmts/${name}`);
      formats.set(number, code);
      own += 1;
    } else if (parent === 'cellXfs') {
      if (name !== 'xf') giveUp(`element cellXfs/${name}`);
      used.push(numberOf(attributeOf(element, 'numFmtId')));
    } else if (path.includes('cellXfs') && (name === 'xf' || name === 'AlternateContent')) {
      giveUp('a format inside a format');
    }
  }
  const high = [...formats.keys()].filter((number) => number > ROOM).length;
  const taken = [...formats.keys()].some((number) => number <= ROOM && number > ROOM - high);
  if (own > MOST_FORMATS || taken) giveUp('more number formats than the library holds');
  return used.map((number) => {
    const format = formats.get(number);
    return format === undefined ? 'number' : meaningOfFormat(format);
  });
}
