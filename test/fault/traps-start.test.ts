import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { outboxContract } from '../../src/shared/contract/outbox.ts';
import { previewContract } from '../../src/shared/contract/preview.ts';
import { reconciliationContract } from '../../src/shared/contract/reconciliation.ts';
import { TransportError } from '../../src/main/ports.ts';
import { jumpingClock } from '../builders/bare.ts';
import { call } from '../builders/desk.ts';
import { beforeStart, bent, type Body, type Hook, isGet, isPost, pathOf, refusal, type TrapOptions } from '../builders/trap-scene.ts';

/** Starts that would be sent twice, or lost, if one rule less were kept. */
let scene: Awaited<ReturnType<typeof beforeStart>> | undefined;
afterEach(async () => {
  vi.restoreAllMocks();
  await scene?.close();
  scene = undefined;
});

async function open(options: TrapOptions = {}) {
  scene = await beforeStart(options);
  return scene;
}

const UNKNOWN = { code: 'payven.outcome_unknown' };
/** Long after the time in which Payven remembers a key. */
const TOO_LATE_MS = 200_000;

/** Payven's list does not show what it is still at work on. */
const emptyList: Hook = async (request, send) =>
  isGet(request, '/reconciliations') ? bent(await send(), (body) => Object.assign(body, { items: [], total_count: 0 })) : send();

describe('a start that is insisted on', () => {
  it('says first that an earlier one was lost; only who has been told so can send another', async () => {
    const { start, clock, wire, count, preview, writes } = await open({ faults: ['start:504-after*5'], idempotency_ttl_s: 60 });
    await expect(start(preview.preview_id, true)).rejects.toMatchObject(UNKNOWN);
    clock.jump(TOO_LATE_MS);
    wire.hook = emptyList;
    await expect(start(preview.preview_id, true)).rejects.toMatchObject({ code: 'state.start_unknown' });
    expect(count('reconciliation.started')).toBe(1);
    expect(await writes()).toMatchObject([{ state: 'unknown' }]);
    expect(await start(preview.preview_id, true)).toMatchObject({ recovered: false });
    expect(count('reconciliation.started')).toBe(2);
  });

  it('after it was told without insisting is sent with the first insistence', async () => {
    const { start, clock, count, preview } = await open({ faults: ['start:504*5'] });
    await expect(start()).rejects.toMatchObject(UNKNOWN);
    clock.jump(TOO_LATE_MS);
    await expect(start()).rejects.toMatchObject({ code: 'state.start_unknown' });
    expect(await start(preview.preview_id, true)).toMatchObject({ recovered: false });
    expect(count('reconciliation.started')).toBe(1);
  });
});

describe('a start that was killed under way', () => {
  it('and is nowhere to be found can be dismissed, once it was looked for', async () => {
    const { start, clock, desk, data, count } = await open({ faults: ['start:504*5'] });
    await expect(start()).rejects.toMatchObject(UNKNOWN);
    // What a killed program leaves: on its way, and no word of how it ended.
    const db = new BetterSqlite3(join(data, 'mutabakat.db'));
    db.exec(`UPDATE outbox SET state = 'sent', error_code = NULL, error_json = NULL WHERE call = 'start'`);
    db.close();
    clock.jump(TOO_LATE_MS);
    const { writes } = await call(desk, outboxContract, 'outbox.list', { open: true });
    expect(writes).toMatchObject([{ state: 'sent' }]);
    const named = { write_id: writes[0]?.write_id };
    await expect(call(desk, outboxContract, 'outbox.dismiss', { ...named, confirmed: true })).rejects.toMatchObject({ code: 'state.not_unknown' });
    expect(await call(desk, outboxContract, 'outbox.look', named)).toMatchObject({ state: 'unknown', error_code: 'state.start_unknown' });
    expect(await call(desk, outboxContract, 'outbox.dismiss', { ...named, confirmed: true })).toMatchObject({ state: 'refused' });
    expect(await start()).toMatchObject({ recovered: false });
    expect(count('reconciliation.started')).toBe(1);
  });
});

describe('a period\'s end in whole seconds', () => {
  const cut = (body: Body): void => {
    for (const each of body.items ?? [body]) {
      if (typeof each['period_end'] === 'string') each['period_end'] = each['period_end'].replace('.999', '');
    }
  };
  const wholeSeconds: Hook = async (request, send) => {
    const answer = await send();
    return pathOf(request).includes('/reconciliations') && answer.status < 300 ? bent(answer, cut) : answer;
  };

  it('is the same period: a second start of it is refused', async () => {
    const { start, wire, preview, desk, count } = await open();
    wire.hook = wholeSeconds;
    const { reconciliation_id } = await start();
    const shown = await call(desk, reconciliationContract, 'reconciliation.show', { reconciliation_id });
    expect(shown.period_end).not.toContain('.999');
    const { import_ids, scope, connector_config_id, from, to } = preview;
    const second = await call(desk, previewContract, 'preview.make', { import_ids, scope, connector_config_id, from, to });
    await expect(start(second.preview_id)).rejects.toMatchObject({ code: 'state.period_open', details: { reconciliation_id } });
    expect(count('reconciliation.started')).toBe(1);
  });

  it('is the same period: a lost start is found by it', async () => {
    const { start, wire, clock, count } = await open({ faults: ['start:504-after*5'], idempotency_ttl_s: 60 });
    wire.hook = wholeSeconds;
    await expect(start()).rejects.toMatchObject(UNKNOWN);
    clock.jump(TOO_LATE_MS);
    expect(await start()).toMatchObject({ recovered: true });
    expect(count('reconciliation.started')).toBe(1);
  });
});

/** This computer's clock is ahead of the time that truly passes by `ahead`, until somebody sets it. */
function settableClock() {
  const real = jumpingClock();
  let ahead = 150_000;
  return {
    real,
    set_back: () => {
      ahead = 0;
    },
    clock: { now: () => real.now() + ahead, sleep: real.sleep, jump: real.jump },
  };
}

describe('a clock that is set back', () => {
  it('between two runs does not make a repeat with a forgotten key look safe', async () => {
    const { real, clock, set_back } = settableClock();
    const { start, count, wire } = await open({ faults: ['start:504-after*5'], clock, payven_now: real.now });
    await expect(start()).rejects.toMatchObject(UNKNOWN);
    real.jump(190_000);
    set_back();
    wire.asked.length = 0;
    expect(await start()).toMatchObject({ recovered: true });
    expect(wire.asked).not.toContainEqual(expect.stringMatching(/\/start$/));
    expect(count('reconciliation.started')).toBe(1);
  });

  it('during a run does not lengthen the time for repeats', async () => {
    const { real, clock, set_back } = settableClock();
    const { start, count, wire } = await open({ clock, payven_now: real.now });
    const truly = performance.now.bind(performance);
    const begun = real.now();
    vi.spyOn(performance, 'now').mockImplementation(() => truly() + real.now() - begun);
    let attempts = 0;
    wire.hook = async (request, send) => {
      if (!isPost(request, '/start')) return send();
      attempts += 1;
      await send();
      real.jump(190_000);
      set_back();
      return refusal(504, 'gateway_timeout');
    };
    await expect(start()).rejects.toMatchObject(UNKNOWN);
    expect(attempts).toBe(1);
    expect(count('reconciliation.started')).toBe(1);
  });
});

describe('a start whose answer holds no details', () => {
  /** Neither the start's answer nor the reconciliation's own holds any: they have to be paged. */
  const paged = (page: Hook): Hook => async (request, send) => {
    if (isGet(request, '/details')) return page(request, send);
    const answer = await send();
    return /\/(start|[0-9a-f-]{36})$/.test(pathOf(request)) ? bent(answer, (body) => Object.assign(body, { details: [] })) : answer;
  };
  const broken: Hook = () => Promise.reject(new TransportError('ECONNRESET', true));
  /** Every page leaves its first item out. */
  const short: Hook = async (_, send) => bent(await send(), (body) => body.items.shift());
  const whole: Hook = (_, send) => send();

  it.each([
    ['broken off', broken, 'payven.unreachable'],
    ['short', short, 'payven.details_incomplete'],
  ])('is on record though their paging is %s, is never started again, and tied to its plan by the next reading', async (_, page, code) => {
    const { start, wire, count, desk, writes } = await open();
    wire.hook = paged(page);
    await expect(start()).rejects.toMatchObject({ code });
    const [write] = await writes();
    expect(write).toMatchObject({ call: 'start', state: 'done', reconciliation_id: expect.any(String) });
    const named = { reconciliation_id: write?.reconciliation_id };
    await expect(start()).rejects.toMatchObject({ code: 'state.already_started', details: named });
    expect(await call(desk, reconciliationContract, 'reconciliation.show', named)).toMatchObject({ total: 0, differs_from_preview: null });

    wire.hook = paged(whole);
    expect(await call(desk, reconciliationContract, 'reconciliation.fetch', named)).toMatchObject({ differs_from_preview: 0 });
    const { details } = await call(desk, reconciliationContract, 'reconciliation.show', { ...named, limit: 1_000 });
    expect(details.length).toBeGreaterThan(0);
    for (const each of details) {
      expect(each.agrees_with_preview).toBe(true);
      expect(each.bank === null).toBe(each.bank_transaction_id === null);
    }
    expect(count('reconciliation.started')).toBe(1);
  });

  it('tells what differs from the preview once they are paged', async () => {
    const { start, wire, desk } = await open();
    wire.hook = paged(whole);
    const { reconciliation_id, differs_from_preview } = await start();
    expect(differs_from_preview).toBe(0);
    expect(wire.asked).toContainEqual(expect.stringMatching(/\/details$/));
    const shown = await call(desk, reconciliationContract, 'reconciliation.show', { reconciliation_id, limit: 1 });
    expect(shown).toMatchObject({ differs_from_preview: 0, details: [{ agrees_with_preview: true }] });
  });
});
