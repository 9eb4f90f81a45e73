import { afterEach, describe, expect, it } from 'vitest';
import { reconciliationContract } from '../../src/shared/contract/reconciliation.ts';
import { httpTransport } from '../../src/main/payven/transport.ts';
import { call } from '../builders/desk.ts';
import { bent, type Body, type Hook, isGet, isPost, refusal, started, type TrapOptions } from '../builders/trap-scene.ts';

/** Answers of Payven's that must not be believed further than they go. */
let scene: Awaited<ReturnType<typeof started>> | undefined;
afterEach(async () => {
  await scene?.close();
  scene = undefined;
});

async function open(options: TrapOptions = {}) {
  scene = await started(options);
  return scene;
}

const TOO_LATE_MS = 200_000;
/** No honest reading of this reconciliation asks so often. */
const MANY_PAGES = 60;

describe('an answer to several decisions', () => {
  const bentBulk = (change: (body: Body) => void): Hook => async (request, send) =>
    isPost(request, '/bulk-resolve') ? bent(await send(), change) : send();
  const upper = (value: unknown): string => String(value).toUpperCase();

  const errorsInCapitals = (body: Body): void => body.errors.forEach((each) => (each['detail_id'] = upper(each['detail_id'])));

  const bendings: [string, (body: Body) => void][] = [
    ['its errors name details in capitals', errorsInCapitals],
    ['its details are named in capitals', (body) => body.details.forEach((each) => (each['id'] = upper(each['id'])))],
    ['its errors are missing', (body) => (body.errors = [])],
    ['its details are missing', (body) => (body.details = [])],
    ['nothing but its counts is there', (body) => Object.assign(body, { details: [], errors: [] })],
  ];

  it.each(bendings)('counts as sent only what stands at Payven when %s', async (_, change) => {
    const { pending: [taken = '', mine = ''], decide, colleague, resolve, wire, push, detail, show, resolved } = await open();
    await decide([taken, mine], 'Ignore');
    await resolve([taken], 'AcceptDb', {}, await colleague());
    const before = (await show()).total;
    wire.hook = bentBulk(change);
    expect(await push()).toMatchObject({ processed: 1, failed: 1, conflicts: 1, waiting: 0 });
    expect(await detail(taken)).toMatchObject({ resolution_action: 'AcceptDb', decision: { action: 'Ignore', state: 'refused', conflict: 'open' } });
    expect(await detail(mine)).toMatchObject({ resolution_action: 'Ignore', decision: { state: 'sent', conflict: null } });
    expect((await show()).total).toBe(before);
    expect(await push()).toMatchObject({ processed: 0, failed: 0 });
    expect(resolved()).toEqual([taken, mine]);
  });

  it('has its refusals on the rows they are about, in whatever letters these are named', async () => {
    const { pending: [taken = '', mine = ''], decide, colleague, resolve, wire, push, detail, reconciliation_id } = await open();
    await decide([taken, mine], 'Ignore');
    await resolve([taken], 'AcceptDb', {}, await colleague());
    // Read again it would be found out without them.
    wire.hook = async (request, send) =>
      isGet(request, reconciliation_id) ? refusal(403, 'forbidden') : bentBulk(errorsInCapitals)(request, send);
    expect(await push()).toMatchObject({ processed: 1, failed: 1, errors: [{ detail_id: taken }], waiting: 0 });
    expect(await detail(taken)).toMatchObject({ decision: { state: 'refused', message: expect.stringMatching(/./) } });
    expect(await detail(mine)).toMatchObject({ decision: { state: 'sent', message: null } });
  });

  it('that cannot be compared afterwards leaves what it does not show as done to be looked at, not as sent', async () => {
    const { pending: [first = '', second = ''], decide, wire, push, detail, reconciliation_id, resolved } = await open();
    await decide([first, second], 'Ignore');
    let answered = false;
    wire.hook = async (request, send) => {
      if (answered && isGet(request, reconciliation_id)) return refusal(403, 'forbidden');
      if (!isPost(request, '/bulk-resolve')) return send();
      answered = true;
      return bent(await send(), (body) => body.details.pop());
    };
    expect(await push()).toMatchObject({ waiting: 1 });
    const states = await Promise.all([first, second].map(async (id) => (await detail(id))?.decision?.state));
    expect(states.sort()).toEqual(['local', 'sent']);
    wire.hook = (_, send) => send();
    await push();
    for (const id of [first, second]) expect(await detail(id)).toMatchObject({ decision: { action: 'Ignore', state: 'sent', conflict: null } });
    expect(resolved().sort()).toEqual([first, second].sort());
  });
});

describe('details', () => {
  /** The reconciliation's own answer holds none: they have to be paged. */
  const paged = (id: string, page: Hook): Hook => async (request, send) => {
    if (isGet(request, '/details')) return page(request, send);
    return isGet(request, id) ? bent(await send(), (body) => Object.assign(body, { details: [] })) : send();
  };
  /** A page in which one item stands twice, in the place of another. */
  const twice = (body: Body): void => {
    const [first, second] = body.items;
    if (first !== undefined && second !== undefined) body.items[0] = second;
  };

  /** Somebody who does not know the reconciliation yet, at a wire that a hook bends. */
  async function stranger(page: Hook) {
    const { colleague, reconciliation_id, show } = await open();
    const hook = paged(reconciliation_id, page);
    const desk = await colleague({ send: (request) => hook(request, () => httpTransport.send(request)) });
    return { desk, expected: await show(), fetch: () => call(desk, reconciliationContract, 'reconciliation.fetch', { reconciliation_id }), show: () => show(desk) };
  }

  it('that never add up are told, and nothing of them is taken for the whole', async () => {
    const { fetch, show, expected } = await stranger(async (_, send) => bent(await send(), twice));
    const refused = { code: 'payven.details_incomplete', details: { found: expected.total - 1, promised: expected.total } };
    await expect(fetch()).rejects.toMatchObject(refused);
    await expect(show()).rejects.toMatchObject({ code: 'usage.unknown_reconciliation' });
  });

  it('that did not add up once are read again', async () => {
    let readings = 0;
    const { fetch, show, expected } = await stranger(async (_, send) => {
      readings += 1;
      return readings === 1 ? bent(await send(), twice) : send();
    });
    expect(await fetch()).toMatchObject({ counts: expected.counts, pending: expected.pending });
    expect((await show()).total).toBe(expected.total);
    expect(readings).toBe(2);
  });

  const bottomless: [string, (body: Body, last: Body['items']) => void][] = [
    ['empty', () => undefined],
    ['the last one again', (body, last) => (body.items = last)],
  ];

  it.each(bottomless)('end, though every page promises another (%s)', async (_, fill) => {
    let last: Body['items'] = [];
    let asked = 0;
    const { fetch, expected } = await stranger(async (__, send) => {
      asked += 1;
      if (asked > MANY_PAGES) throw new Error('it does not end');
      return bent(await send(), (body) => {
        body['has_next_page'] = true;
        if (body.items.length === 0) fill(body, last);
        else last = body.items;
      });
    });
    expect(await fetch()).toMatchObject({ counts: expected.counts, pending: expected.pending });
    expect(asked).toBeLessThan(MANY_PAGES);
  });
});

describe('"the bank is right"', () => {
  it('is our own answer though Payven does not repeat its amount', async () => {
    const { details, resolve, wire, clock, push, detail, resolved, reconciliation_id } = await open({ faults: ['resolve:504-after*5'] });
    const id = details.find((each) => each.bank_amount !== null)?.id ?? '';
    const echoless = (body: Body): void => {
      for (const each of body.details) if (each['resolution_action'] === 'AcceptBank') each['adjusted_amount'] = null;
    };
    wire.hook = async (request, send) => (isGet(request, reconciliation_id) ? bent(await send(), echoless) : send());
    await expect(resolve([id], 'AcceptBank')).rejects.toMatchObject({ code: 'payven.outcome_unknown' });
    clock.jump(TOO_LATE_MS);
    expect(await push()).toMatchObject({ processed: 1, conflicts: 0, waiting: 0 });
    expect(await detail(id)).toMatchObject({ adjusted_amount: null, decision: { action: 'AcceptBank', state: 'sent', conflict: null } });
    expect(resolved()).toEqual([id]);
  });
});
