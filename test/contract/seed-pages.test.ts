import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readReconciliation } from '../../src/main/payven/client.ts';
import { parseAnswer } from '../../src/main/payven/http.ts';
import { cardHolderOf, refundAnswer, siblingsOf, transactionAnswer } from '../../src/main/payven/schemas.ts';
import { httpTransport } from '../../src/main/payven/transport.ts';
import type { HttpResponse } from '../../src/main/ports.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { AppError } from '../../src/shared/errors.ts';
import { connectTo, temporaryFolder, testDesk } from '../builders/desk.ts';
import { type Field, type Table, tables } from './seed-tables.ts';

type Json = Record<string, unknown>;
const ID = '0190a5e0-7d5c-7c35-9d5b-0c6f3f3a7b11';
const INSTANT = '2026-05-03T12:34:56+00:00';
const KURUS = 123_456;

const answerOf = (body: Json | string): HttpResponse => ({
  status: 200,
  headers: {},
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

/** The page's own answer, with every field filled. */
function sampleOf(fields: readonly Field[]): Json {
  const value = ({ type, name }: Field): unknown => {
    if (typeof type !== 'string') return type[0];
    return { id: ID, text: `text of ${name}`, kurus: KURUS, count: 7, instant: INSTANT, day: '2026-05-03', flag: true, object: {} }[type];
  };
  return Object.fromEntries(fields.map((field) => [field.name, value(field)]));
}

const whole = ({ fields, list }: Table): Json => ({ ...sampleOf(fields), ...(list !== null && { [list.name]: [sampleOf(list.fields)] }) });

/** What we make of a full answer. */
function expectedOf(fields: readonly Field[]): Json {
  const sample = sampleOf(fields);
  const kept = fields.flatMap(({ name, type, kept: as }) =>
    as === null ? [] : [[as, type === 'instant' ? Date.parse(INSTANT) : sample[name]] as const],
  );
  return Object.fromEntries(kept);
}

interface Page {
  readonly table: Table;
  /** Reads it as the program does; the list under the page's own name. */
  readonly read: (answer: HttpResponse) => Json;
}

const pages: Record<string, Page> = {
  start: { table: tables.start, read: readReconciliation },
  cancel: {
    table: tables.cancel,
    read(answer) {
      const { details, ...rest } = readReconciliation(answer);
      expect(details).toEqual([]);
      return rest;
    },
  },
  transaction: { table: tables.transaction, read: (answer) => parseAnswer(transactionAnswer, answer) },
  refund: {
    table: tables.refund,
    read: (answer) => ({ ...parseAnswer(refundAnswer, answer), sibling_refunds: parseAnswer(siblingsOf, answer) }),
  },
};

/** A field of a page or of an item of its list, with a way to set it there and to find it in what was read. */
interface Place {
  readonly page: Page;
  readonly field: Field;
  readonly where: string;
  /** The answer with this field replaced; undefined takes it away. */
  readonly with: (value: unknown) => Json;
  readonly found: (read: Json) => unknown;
}

const asJson = z.record(z.string(), z.unknown());

function placesOf(page: Page): Place[] {
  const { fields, list } = page.table;
  const top = fields.map((field): Place => ({
    page,
    field,
    where: field.name,
    with: (value) => ({ ...whole(page.table), [field.name]: value }),
    found: (read) => read[field.kept ?? field.name],
  }));
  const inList = (list?.fields ?? []).map((field): Place => {
    const name = list?.name ?? '';
    return {
      page,
      field,
      where: `${name}.0.${field.name}`,
      with: (value) => ({ ...whole(page.table), [name]: [{ ...sampleOf(list?.fields ?? []), [field.name]: value }] }),
      found: (read) => z.array(asJson).parse(read[name])[0]?.[field.kept ?? field.name],
    };
  });
  return [...top, ...inList];
}

const places = Object.values(pages).flatMap(placesOf);
const named = (wanted: (field: Field) => boolean) =>
  places.filter(({ field }) => wanted(field)).map((place) => [`${place.page.table.name} ${place.where}`, place] as const);

function refusal(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('it was read');
}

describe.each(Object.entries(pages))('an answer of the page %s', (_, page) => {
  const { fields, list } = page.table;
  const expected = { ...expectedOf(fields), ...(list !== null && { [list.name]: [expectedOf(list.fields)] }) };

  it('is read field by field, and nothing of it that is not named', () => {
    const read = page.read(answerOf(whole(page.table)));
    expect(read).toMatchObject(expected);
    expect(Object.keys(read).sort()).toEqual(Object.keys(expected).sort());
  });

  it('may hold fields nobody knows, at any level', () => {
    const strange = { field_of_tomorrow: { deep: [1, 'x', null] }, another: 1.5 };
    const body = whole(page.table);
    const more = list === null ? {} : { [list.name]: [{ ...sampleOf(list.fields), ...strange }] };
    expect(page.read(answerOf({ ...strange, ...body, ...more }))).toEqual(page.read(answerOf(body)));
  });

  it('may leave its list out or null', () => {
    if (list === null) return;
    for (const value of [null, undefined, []]) expect(page.read(answerOf({ ...whole(page.table), [list.name]: value }))[list.name]).toEqual([]);
  });
});

describe('a field that is null or absent', () => {
  it.each(named(({ without }) => without !== undefined))('%s is done without', (_, place) => {
    for (const value of [null, undefined]) {
      const read = place.page.read(answerOf(place.with(value)));
      if (place.field.kept !== null) expect(place.found(read)).toBe(place.field.without);
    }
  });

  it.each(named(({ without }) => without === undefined))('%s is missed by name', (_, place) => {
    for (const value of [null, undefined]) {
      const error = refusal(() => place.page.read(answerOf(place.with(value))));
      expect(error).toMatchObject({ code: 'payven.unreadable', details: { where: place.where } });
    }
  });

  it('is none that the page allows to be null and we demand', () => {
    expect(places.filter(({ field }) => field.nullable && field.without === undefined)).toEqual([]);
  });
});

const snake = (word: string): string => word.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase();

describe('an enum', () => {
  it.each(named(({ type, kept }) => typeof type !== 'string' && kept !== null))('%s is read in either spelling, and kept where it is new', (_, place) => {
    const words = typeof place.field.type === 'string' ? [] : place.field.type;
    expect(words.length).toBeGreaterThan(1);
    for (const word of words) {
      for (const spelling of [word, snake(word)]) expect(place.found(place.page.read(answerOf(place.with(spelling))))).toBe(word);
    }
    for (const strange of ['SomethingNew', 'something_new', '']) {
      expect(place.found(place.page.read(answerOf(place.with(strange))))).toBe(strange);
    }
  });
});

describe('money', () => {
  it.each(named(({ type, kept }) => type === 'kurus' && kept !== null))('%s is a safe integer of kuruş, or refused by name', (_, place) => {
    for (const value of [0, -1, Number.MAX_SAFE_INTEGER]) {
      expect(place.found(place.page.read(answerOf(place.with(value))))).toBe(value);
    }
    // As text, so that the wire's own digits are read: JSON.stringify would round them first.
    for (const wire of ['1.5', '"123"', '9007199254740992', '9007199254740993', '1e300', 'true', '[]', '"1.234,56"']) {
      const body = JSON.stringify(place.with('@@')).replace('"@@"', wire);
      const error = refusal(() => place.page.read(answerOf(body)));
      expect(error, wire).toMatchObject({ code: 'payven.unreadable', details: { where: place.where } });
      expect(JSON.stringify(error.details), 'the value itself is not told').not.toContain(wire.replaceAll('"', '') === '[]' ? '@' : `:${wire}`);
    }
  });
});

it('shows the card holder beside a transaction, and never in it', () => {
  const body = whole(tables.transaction);
  expect(cardHolderOf.parse(body)).toBe('text of card_holder_name');
  expect(JSON.stringify(pages['transaction']?.read(answerOf(body)))).not.toContain('card_holder_name');
});

describe('a record asked for on its own', () => {
  it.each([
    ['transaction.get', 'transactions', 'amount', 'transaction.amount'],
    ['refund.get', 'refunds', 'refund_amount', 'refund.refund_amount'],
  ])('%s is refused by the name of the field that cannot be read', async (method, path, field, where) => {
    const folder = temporaryFolder();
    const sandbox = await startSandbox({ seed: 2, transactions: 50, bank_file: join(folder.path, 'b') });
    const desk = testDesk(join(folder.path, 'data'), {
      transport: {
        async send(request) {
          const answer = await httpTransport.send(request);
          const isOne = new RegExp(`/${path}/[^/]+$`).test(request.url);
          return isOne ? { ...answer, body: answer.body.replace(new RegExp(`"${field}":\\d+`), `"${field}":1.5`) } : answer;
        },
      },
    });
    await connectTo(desk, sandbox.ready);
    const refund = sandbox.world.refunds[0];
    const id = method === 'refund.get' ? refund?.id : refund?.transaction_id;
    expect(await desk.call(method, { id }, { language: 'en' })).toMatchObject({ ok: false, error: { code: 'payven.unreadable', details: { where } } });
    desk.close();
    await sandbox.close();
    folder.remove();
  });
});

const seeds = resolve('..', 'shared', 'payven', 'seeds');
const isThere = existsSync(seeds);
if (!isThere) console.info(`seed pages: ${seeds} is absent, so the tables are not compared with the pages themselves (skipped)`);

/** The page's own words after `Response`: a name, its type, and an enum's values below. */
function fieldsOfPage(text: string): Map<string, { type: string; words: string[] }> {
  const lines = text.slice(text.lastIndexOf('\nResponse\n')).split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const found = new Map<string, { type: string; words: string[] }>();
  let last: { type: string; words: string[] } | undefined;
  for (const [index, line] of lines.entries()) {
    const type = lines[index + 1] ?? '';
    if (/^[a-z0-9_]+$/.test(line) && /^(string|integer|boolean|object|enum)/.test(type)) {
      last = { type, words: [] };
      found.set(line, last);
    } else if (/^[A-Za-z0-9]+,?$/.test(line) && last?.type.startsWith('enum') === true) {
      last.words.push(line.replace(',', ''));
    }
  }
  return found;
}

const typeOnPage = ({ type, nullable }: Field): RegExp => {
  if (typeof type !== 'string') return /^(enum<string>|string( \| null)?)$/;
  const words = { id: 'string<uuid>', text: 'string', kurus: 'integer<int64>', count: 'integer<int32>', instant: 'string<date-time>', day: 'string<date>', flag: 'boolean', object: 'object' };
  return new RegExp(`^${words[type]}${nullable ? ' \\| null' : ''}$`);
};

describe.skipIf(!isThere)('the tables against the seed pages', () => {
  const texts = isThere ? readdirSync(seeds).map((name) => readFileSync(join(seeds, name), 'utf8')) : [];
  const pageOf = (path: string): string =>
    texts.find((text) => text.includes(`/api/v1/${path} \\\n`)) ?? '';

  it.each(Object.values(tables))('hold every field of $name, as it is there', ({ path, fields, list }: Table) => {
    const page = fieldsOfPage(pageOf(path));
    expect(page.size, 'the page is found').toBeGreaterThan(10);
    if (list !== null) {
      expect(page.get(list.name)?.type).toBe('object[] | null');
      page.delete(list.name);
    }
    expect([...page.keys()].sort()).toEqual(fields.map((field) => field.name).sort());
    for (const field of fields) {
      const there = page.get(field.name);
      expect(there?.type, field.name).toMatch(typeOnPage(field));
      if (typeof field.type !== 'string' && there?.type === 'enum<string>') expect(there.words, field.name).toEqual(field.type);
    }
  });

  it.each(Object.values(tables).filter((table: Table) => table.list !== null))('hold every field of the list in $name', ({ path, list }: Table) => {
    const text = pageOf(path);
    const example = text.slice(text.lastIndexOf(`"${list?.name}": [`), text.indexOf('Authorizations'));
    const names = [...example.matchAll(/"([a-z0-9_]+)":/g)].map((match) => match[1]).slice(1);
    expect(names.sort()).toEqual(list?.fields.map((field) => field.name).sort());
  });
});
