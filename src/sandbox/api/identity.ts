import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { agrees, between, mentions, pageParams, paged, param, readBody, readQuery } from '../http/input.ts';
import type { Endpoint } from '../http/pipeline.ts';
import { Problem, notFound } from '../http/problem.ts';
import { merchantDto } from './present.ts';

const credentials = z.object({ client_id: z.string().min(1), client_secret: z.string().min(1) });

const merchantQuery = z.object({
  ...pageParams,
  include_inactive: param.flag,
  parent_id: param.id,
  city: param.text,
  status: param.oneOf(['pending', 'approved', 'rejected']),
  only_with_children: param.flag,
  start_date: param.instant,
  end_date: param.instant,
  search_term: param.text,
});

const same = (a: string, b: string): boolean => {
  const digest = (value: string): Buffer => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(a), digest(b));
};

/** Tokens and merchants: the identity service's part (Payven guide, authentication). */
export function identityEndpoints(context: Context): Endpoint[] {
  const { world } = context;
  return [
    {
      method: 'POST',
      url: '/api/v1/auth/:slug/token',
      route: 'token',
      open: true,
      limit: context.token_limit,
      work: ({ params, body }) => {
        if (params['slug'] !== world.slug) throw notFound('Kiracı');
        const given = readBody(credentials, body);
        const known = same(given.client_id, context.client_id) && same(given.client_secret, context.client_secret);
        if (!known) throw new Problem(401, 'invalid_credentials', 'client_id veya client_secret yanlış.');
        return { status: 200, body: context.tokens.issue(context.client_id, `sandbox/realms/${world.slug}`) };
      },
    },
    {
      method: 'GET',
      url: '/api/v1/merchants',
      route: 'merchants',
      work: ({ query }) => {
        const wish = readQuery(merchantQuery, query);
        // No merchant here has a parent or waits for approval.
        const none = wish.parent_id !== undefined || wish.only_with_children === true || !agrees(wish.status, 'approved');
        const found = world.merchants.filter(
          (one) =>
            !none &&
            (wish.include_inactive === true || one.is_active) &&
            agrees(wish.city, one.city) &&
            between(one.created, wish.start_date, wish.end_date) &&
            mentions(wish.search_term, one.name, one.legal_name, one.external_id),
        );
        return { status: 200, body: paged(found, wish, (one) => merchantDto(one, world.tenant_id)) };
      },
    },
  ];
}
