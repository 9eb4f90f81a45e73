import { z } from 'zod';
import { readEnum } from '../../shared/enums.ts';
import { badRequest, invalid } from './problem.ts';

/** More than this many complaints about one body help nobody. */
const MOST_ERRORS = 100;

/** Reads a body; 422 `validation_failed` names each field that is wrong. */
export function readBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  throw invalid(
    parsed.error.issues.slice(0, MOST_ERRORS).map((issue) => ({
      field: issue.path.join('.'),
      code: issue.code,
      message: issue.message,
    })),
  );
}

/** Reads a query string; parameters nobody knows are ignored, empty ones count as absent, wrong ones give 400. */
export function readQuery<T>(schema: z.ZodType<T>, query: unknown): T {
  const given = Object.fromEntries(Object.entries(query ?? {}).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw badRequest(`${issue?.path.join('.') ?? ''} geçerli değil: ${issue?.message ?? ''}`);
}

const digits = z.string().regex(/^-?\d{1,15}$/);

/** Query values by their type on the wire; instants become UTC ms. */
export const param = {
  text: z.string().optional(),
  id: z.guid().transform((value) => value.toLowerCase()).optional(),
  integer: digits.transform(Number).optional(),
  flag: z.string().toLowerCase().pipe(z.enum(['true', 'false'])).transform((value) => value === 'true').optional(),
  instant: z.iso.datetime({ offset: true }).transform((value) => Date.parse(value)).optional(),
  day: z.iso.date().optional(),
  oneOf: (known: readonly string[]) => word(known).optional(),
};

/** An enum value in either spelling, PascalCase or snake_case; comes out as the list spells it. */
export function word(known: readonly string[]) {
  return z
    .string()
    .transform((value) => readEnum(known, value))
    .refine((value) => known.includes(value), { message: `one of: ${known.join(', ')}` });
}

/** `page` from 1, `page_size` 1 to 100 (Payven guide, lists). */
export const pageParams = {
  page: digits.transform(Number).pipe(z.int().min(1)).default(1),
  page_size: digits.transform(Number).pipe(z.int().min(1).max(100)).default(20),
};

export interface PageWish {
  page: number;
  page_size: number;
}

/** One page in Payven's envelope. */
export function paged<T, U>(items: readonly T[], wish: PageWish, present: (item: T) => U): Record<string, unknown> {
  const pages = Math.ceil(items.length / wish.page_size);
  const from = (wish.page - 1) * wish.page_size;
  return {
    items: items.slice(from, from + wish.page_size).map((item) => present(item)),
    page: wish.page,
    total_pages: pages,
    total_count: items.length,
    has_previous_page: wish.page > 1,
    has_next_page: wish.page < pages,
  };
}

/** True where a filter is absent or the values agree. */
export const agrees = <T>(wish: T | undefined, value: T | null): boolean => wish === undefined || wish === value;

/** True where a value (UTC ms, kuruş, or a day) lies within both ends, each optional and included. */
export function between<T extends number | string>(value: T, from: T | undefined, to: T | undefined): boolean {
  return (from === undefined || value >= from) && (to === undefined || value <= to);
}

/** True where the search is absent or one of the texts holds it, whatever the case. */
export function mentions(search: string | undefined, ...texts: (string | null)[]): boolean {
  if (search === undefined) return true;
  const wanted = search.toLocaleLowerCase('tr');
  return texts.some((text) => text?.toLocaleLowerCase('tr').includes(wanted));
}
