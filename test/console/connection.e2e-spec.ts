import { call } from '../support/client.js';
import { startProxy } from './support/cuttable-proxy.js';
import { HAS_BROWSER, NO_BROWSER, PATIENCE_MS, useDesk } from './support/desk.js';
import { seqsOf, statusesOf } from './support/steps.js';

/** What a browser says by itself of requests and sockets that do not get through. */
const CUT_OFF = /net::ERR_|WebSocket connection to .* failed/;
/** Slots come so slowly that an order is under way for a while. */
const SLOW = { SIM_SLOT_MS: '2000' };

describe.skipIf(!HAS_BROWSER)(`the console without a connection${NO_BROWSER}`, () => {
  const desk = useDesk(SLOW);

  it('says that the connection is lost, resumes after the last event and misses none', async () => {
    const proxy = await startProxy(desk.url);
    const { page, faults } = await desk.open({}, { address: proxy.url });
    try {
      await page.getByLabel('Amount').fill('3');
      const cut = proxy.cutAfter('"status":"submitted"');
      await page.getByLabel('Amount').press('Enter');
      expect(await cut).toBeGreaterThanOrEqual(2);
      await page.getByText('Connection lost.', { exact: true }).waitFor();
      await page.locator('[data-outage="open"]').waitFor();
      const before = await seqsOf(page);
      expect(before.length).toBeGreaterThan(0);
      expect(before).not.toContain(5);
      await page.locator('[data-connection="reconnecting"]').waitFor();
      const id = await page.locator('[data-order]').getAttribute('data-order');
      await vi.waitFor(async () => {
        expect((await call(`${desk.url}/api/orders/${id}`)).body['status']).toBe('confirmed');
      }, PATIENCE_MS);
      expect(await seqsOf(page)).toEqual(before);
      expect(proxy.refused()).toBeGreaterThan(0);

      proxy.mend();
      await page.locator('[data-outcome="confirmed"]').waitFor();
      const { body } = await call(`${desk.url}/api/orders/${id}`);
      expect(await seqsOf(page)).toEqual(body['events'].map((event: { seq: number }) => event.seq));
      expect(await page.locator('[data-outage="over"]').textContent()).toContain(
        `resumed after event ${before.length}, ${5 - before.length} since then, none missing`,
      );
      await page.getByText('Connected again', { exact: true }).waitFor();
      await page.locator(`#blotter [data-id="${id}"] .badge.is-confirmed`).waitFor();
      expect(faults.filter((fault) => !CUT_OFF.test(fault))).toEqual([]);
    } finally {
      await proxy.stop();
    }
  });

  it('resumes after the browser itself was offline', async () => {
    const proxy = await startProxy(desk.url);
    const { page, faults } = await desk.open({}, { address: proxy.url });
    try {
      await page.getByLabel('Amount').fill('4');
      const cut = proxy.cutAfter('"status":"submitted"');
      await page.getByLabel('Amount').press('Enter');
      await cut;
      await page.context().setOffline(true);
      expect(await page.evaluate(() => navigator.onLine)).toBe(false);
      await page.getByText('Connection lost.', { exact: true }).waitFor();
      proxy.mend();
      await page.context().setOffline(false);
      await page.locator('[data-outcome="confirmed"]').waitFor();
      expect(await statusesOf(page)).toEqual(['pending', 'routing', 'building', 'submitted', 'confirmed']);
      expect(faults.filter((fault) => !CUT_OFF.test(fault))).toEqual([]);
    } finally {
      await proxy.stop();
    }
  });

  it('sends an order that was placed without a connection once there is one, and only once', async () => {
    const proxy = await startProxy(desk.url);
    const { page } = await desk.open({}, { address: proxy.url });
    try {
      proxy.cut();
      await page.getByText('Connection lost.', { exact: true }).waitFor();
      await page.getByLabel('Amount').fill('0.777');
      const lost = page.waitForEvent('requestfailed', (request) => request.method() === 'POST');
      await page.getByLabel('Amount').press('Enter');
      await page.getByRole('button', { name: 'Sending…' }).waitFor();
      await lost;
      proxy.mend();
      await page.locator('[data-outcome="confirmed"]').waitFor();
      const { body } = await call(`${desk.url}/api/orders`);
      expect(body['items'].filter((order: { amount: string }) => order.amount === '0.777')).toHaveLength(1);
    } finally {
      await proxy.stop();
    }
  });
});

describe.skipIf(!HAS_BROWSER)(`the console on an engine in trouble${NO_BROWSER}`, () => {
  const desk = useDesk({ SIM_ERROR_RATE: '1', MAX_ATTEMPTS: '2', RETRY_BASE_MS: '50' });

  it('shows the reason of every attempt that failed', async () => {
    const { page, faults } = await desk.open();
    await page.getByLabel('Amount').press('Enter');
    const outcome = page.locator('[data-outcome="failed"]');
    await outcome.waitFor();
    const id = await page.locator('[data-order]').getAttribute('data-order');
    const { body } = await call(`${desk.url}/api/orders/${id}`);
    const retries = body['events'].filter((event: { event: string }) => event.event === 'job:retrying');
    expect(retries).toHaveLength(1);
    const shown = page.locator('[data-status="retrying"]');
    expect(await shown.count()).toBe(1);
    expect(await shown.textContent()).toContain(retries[0].data.reason);
    expect(await outcome.textContent()).toContain(body['failureReason']);
    expect(await seqsOf(page)).toEqual(body['events'].map((event: { seq: number }) => event.seq));
    expect(faults).toEqual([]);
  });
});
