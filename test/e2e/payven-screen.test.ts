import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildAll, isBuildStale } from '../../src/main/node/build.ts';
import { launchChromium } from './browser.ts';
import { detailsAt, review, said, withApp, withScene } from './payven-hands.ts';
import { setScene } from './payven-scene.ts';
import { goTo, settled } from './screens.ts';

/**
 * Payven as the screen knows it: decisions that wait for the network, answers that
 * cross, reconciliations of others, starts that are too large or of which nobody knows
 * the end. Real desk, real sandbox, a line between them that is cut.
 */
const WAIT = 120_000;

let browser: Browser;
beforeAll(async () => {
  if (isBuildStale()) await buildAll();
  browser = await launchChromium();
}, WAIT);
afterAll(() => browser.close());

const looks = [
  { language: 'tr', theme: 'light' },
  { language: 'en', theme: 'dark' },
] as const;

describe.each(looks)('Payven on the screen, $language, $theme', (look) => {
  it('shows an answer given elsewhere beside ours and lets the user say which stands', { timeout: WAIT }, async () => {
    await withScene({ started: true }, async (scene) => {
      await withApp(browser, scene, look, async ({ page, words, look: see }) => {
        await review(page, scene.reconciliation_id);
        await page.keyboard.press('2');
        await settled(page);
        await page.keyboard.press('b');
        await page.keyboard.press('b');
        await page.getByRole('button', { name: said(words['push.go_other'].replace('{{n}}', '2')) }).waitFor();
        const colleague = await scene.colleague();
        for (const each of await detailsAt(colleague, scene.reconciliation_id)) {
          if (each.discrepancy !== 'AmountMismatch') continue;
          await colleague.post(`/reconciliations/${scene.reconciliation_id}/details/${each.id}/resolve`, { action: 'AcceptDb', remarks: 'Kasa defterine göre' }, { 'idempotency-key': crypto.randomUUID() });
        }
        await page.keyboard.press('Control+s');
        await page.getByRole('button', { name: words['push.show_conflicts'] }).waitFor();
        await page.getByRole('grid').focus();
        await page.keyboard.press('6');
        await page.getByRole('region', { name: words['conflict.title'] }).waitFor();
        await see('44-conflict');
        await page.keyboard.press('Control+a');
        await page.getByText(said(words['conflict.settle_many'].replace('{{n}}', '2'))).waitFor();
        await page.keyboard.press('Escape');
        await page.keyboard.press('k');
        await page.getByTestId('bucket-conflicts').getByText('1', { exact: true }).waitFor();
        // The other way by mouse; the sandbox takes no second answer and says so on the row.
        await page.getByRole('button', { name: said(words['conflict.keep_mine']) }).click();
        await page.getByText(words['conflict.none']).waitFor();
        await page.keyboard.press('Control+s');
        await page.getByText(said(words['push.failed_one'].replace('{{n}}', '1'))).waitFor();
        await page.getByRole('grid').focus();
        await page.keyboard.press('Backspace');
        await page.getByTestId('bucket-AmountMismatch').click();
        await see('45-settled');
        // Refused, it is no answer: the conflict is open again until the user lets Payven's stand.
        await page.getByTestId('bucket-conflicts').getByText('1', { exact: true }).waitFor();
      });
    });
  });

  it('offers nothing but Payven’s where the reconciliation was closed meanwhile', { timeout: WAIT }, async () => {
    await withScene({ started: true }, async (scene) => {
      await withApp(browser, scene, look, async ({ page, words, look: see }) => {
        await review(page, scene.reconciliation_id);
        await page.keyboard.press('b');
        await page.getByRole('button', { name: said(words['push.go_one'].replace('{{n}}', '1')) }).waitFor();
        const colleague = await scene.colleague();
        await colleague.post(`/reconciliations/${scene.reconciliation_id}/cancel`, { reason: 'Yanlış dosya' }, { 'idempotency-key': crypto.randomUUID() });
        await page.keyboard.press('Control+s');
        await page.getByTestId('bucket-conflicts').click();
        await page.getByText(words['conflict.closed_why']).waitFor();
        expect(await page.getByRole('button', { name: said(words['conflict.keep_mine']) }).count()).toBe(0);
        await see('46-conflict-closed');
        await page.keyboard.press('k');
        await page.getByText(words['conflict.none']).waitFor();
      });
    });
  });

  it('lists what stands at Payven and opens one started elsewhere; a start of the same period is warned of it', { timeout: WAIT }, async () => {
    await withScene({ started: false }, async (scene) => {
      const colleague = await scene.colleague();
      const { ready } = scene;
      const started = await colleague.post(
        '/reconciliations/start',
        {
          scope: 'Connector',
          connector_config_id: ready.connector_config_id,
          period: 'Custom',
          period_start: `${ready.period_start}T00:00:00+03:00`,
          period_end: `${ready.period_end}T23:59:59.999+03:00`,
          bank_transactions: [],
        },
        { 'idempotency-key': crypto.randomUUID() },
      );
      expect(started.status).toBe(201);
      await withApp(browser, scene, look, async ({ page, words, look: see }) => {
        await goTo(page, `preview/${scene.preview_id}`);
        await page.getByRole('button', { name: words['preview.start'], exact: true }).click();
        await page.getByRole('dialog').getByText(said(words['preview.open_elsewhere'])).waitFor();
        await see('47-start-open-elsewhere');
        await page.keyboard.press('Escape');
        await goTo(page, 'review/payven');
        await page.getByRole('gridcell').first().waitFor();
        await see('48-remote');
        await page.getByRole('grid').focus();
        await page.keyboard.press('Enter');
        await page.getByRole('grid', { name: words['review.grid'] }).waitFor();
        await page.getByRole('gridcell').first().waitFor();
        await goTo(page, 'review/payven');
        await page.getByText(words['remote.is_known']).waitFor();
      });
    });
  });

  it('works with one of several connections, and changes between them', { timeout: WAIT }, async () => {
    await withScene({ started: false }, async (scene) => {
      const other = await setScene({ started: false, seed: 12 });
      try {
        await withApp(browser, scene, look, async ({ page, words, look: see }) => {
          await goTo(page, 'transactions');
          await page.getByRole('gridcell').first().waitFor();
          await goTo(page, 'connection');
          await page.getByLabel(words['connection.environment']).selectOption('custom');
          await page.getByLabel(words['connection.identity_url']).fill(other.ready.identity_url);
          await page.getByLabel(words['connection.api_url']).fill(other.ready.api_url);
          await page.getByLabel(words['connection.slug']).fill(other.ready.slug);
          await page.getByLabel(words['connection.client_id']).fill(other.ready.client_id);
          await page.getByLabel(words['connection.secret']).fill(other.ready.client_secret);
          await page.keyboard.press('Enter');
          await page.getByText(words['connection.in_use']).waitFor();
          await see('54-two-connections');
          await goTo(page, 'transactions');
          await page.getByText(words['transactions.none']).waitFor();
          const chosen = page.getByRole('combobox', { name: words['top.connection'] });
          await chosen.selectOption({ index: 1 });
          await page.getByRole('gridcell').first().waitFor();
          await page.reload();
          await page.getByRole('gridcell').first().waitFor();
          await see('55-other-connection');
        });
      } finally {
        await other.close();
      }
    });
  });

  it('starts a period day by day where it is too large whole, waits where Payven wants it, stops and goes on', { timeout: WAIT }, async () => {
    await withScene({ started: false, seed: 1, transactions: 400, period: { from: '2026-05-01', to: '2026-05-09' }, faults: ['start:413'] }, async (scene) => {
      await withApp(browser, scene, look, async ({ page, words, look: see }) => {
        await goTo(page, `preview/${scene.preview_id}`);
        await page.getByRole('button', { name: words['preview.start'], exact: true }).click();
        await page.getByRole('dialog').getByRole('button', { name: words['preview.start_go'], exact: true }).click();
        await page.getByRole('dialog').getByRole('button', { name: words['daily.open'], exact: true }).click();
        await page.getByRole('button', { name: words['daily.cut_again'], exact: true }).waitFor();
        await page.getByRole('button', { name: said(words['daily.start_other']) }).click();
        await page.getByRole('dialog').getByRole('button', { name: words['daily.confirm_go'], exact: true }).click();
        await page.getByRole('cell').getByText(said(words['wait.starts'].replace('{{of}}', '5'))).waitFor({ timeout: 60_000 });
        await see('49-daily-waits');
        await page.getByRole('button', { name: words['daily.stop'], exact: true }).click();
        await page.getByRole('button', { name: said(words['daily.start_other']) }).waitFor();
        const done = await page.getByRole('cell').getByRole('link', { name: words['preview.started'] }).count();
        // The one that was too large took a turn too.
        expect(done).toBe(4);
        await page.reload();
        await page.getByRole('button', { name: said(words['daily.start_other']) }).waitFor();
        expect(await page.getByRole('cell').getByRole('link', { name: words['preview.started'] }).count()).toBe(done);
        await see('50-daily-stopped');
      });
    });
  });
});

/** Whole minutes of waiting, for tries and for turns: once is enough, each in another language and theme. */
describe('Payven on the screen, with patience', () => {
  it('keeps decisions made without a network, over a restart, and sends them when it is back', { timeout: WAIT }, async () => {
    await withScene({ started: true }, async (scene) => {
      await withApp(browser, scene, looks[0], async ({ page, words, look: see }) => {
        await review(page, scene.reconciliation_id);
        await scene.line.cut();
        for (const [bucket, key] of [['2', 'b'], ['3', 'p'], ['5', 'y']] as const) {
          await page.keyboard.press(bucket);
          await settled(page);
          await page.keyboard.press(key);
        }
        await page.getByRole('button', { name: said(words['push.go_other'].replace('{{n}}', '3')) }).waitFor();
        await see('40-decided-offline');
        await page.keyboard.press('Control+s');
        await page.getByText(said(words['push.offline_other'])).waitFor({ timeout: 90_000 });
        await page.getByText(said(words['top.offline_long'])).waitFor();
        await see('41-offline');
      });
      const colleague = await scene.colleague();
      expect((await detailsAt(colleague, scene.reconciliation_id)).filter((each) => each.detail_status === 'Resolved')).toEqual([]);
      await scene.line.mend();
      await withApp(browser, scene, looks[0], async ({ page, words, look: see }) => {
        await page.getByRole('heading', { name: words['push.card'] }).waitFor();
        await see('42-home-waiting');
        await page.getByRole('contentinfo').getByRole('button').click();
        await page.getByText(said(words['push.processed_other'].replace('{{n}}', '3'))).waitFor();
        await page.getByText(words['bar.nothing_sent']).waitFor();
        await see('43-home-sent');
      });
      const answered = (await detailsAt(colleague, scene.reconciliation_id)).filter((each) => ['Resolved', 'Ignored'].includes(each.detail_status));
      expect(answered.map(({ resolution_action }) => resolution_action).sort()).toEqual(['AcceptBank', 'AcceptDb', 'Ignore']);
    });
  });

  it('shows a start without a known end in the outbox and finds it by looking', { timeout: WAIT }, async () => {
    await withScene({ started: false, start_limit: 100, faults: ['start:504-after*5'] }, async (scene) => {
      await withApp(browser, scene, looks[1], async ({ page, words, look: see }) => {
        await goTo(page, `preview/${scene.preview_id}`);
        await page.getByRole('button', { name: words['preview.start'], exact: true }).click();
        await page.getByRole('dialog').getByRole('button', { name: words['preview.start_go'], exact: true }).click();
        await page.getByRole('dialog').getByRole('button', { name: words['outbox.open'], exact: true }).waitFor({ timeout: 60_000 });
        await see('51-start-unknown');
        await page.keyboard.press('Escape');
        await page.getByRole('contentinfo').getByRole('link', { name: said(words['outbox.open_writes_one'].replace('{{n}}', '1')) }).click();
        await page.getByRole('button', { name: words['outbox.dismiss'], exact: true }).waitFor();
        await see('52-outbox-unknown');
        await page.getByRole('button', { name: words['outbox.dismiss'], exact: true }).click();
        await page.getByRole('dialog').waitFor();
        await see('53-dismiss');
        await page.keyboard.press('Escape');
        await page.getByRole('grid').focus();
        await page.keyboard.press('b');
        await page.getByRole('gridcell').getByText(words['outbox.state_done']).waitFor({ timeout: 90_000 });
        await page.getByText(words['bar.nothing_sent']).waitFor();
      });
    });
  });
});
