import type { Page } from 'playwright-core';
import { call, follow, stage } from '../support/client.js';
import { HAS_BROWSER, NO_BROWSER, PATIENCE_MS, useDesk } from './support/desk.js';
import { seqsOf, statusesOf } from './support/steps.js';
import { tabTo } from './support/tab-to.js';

/** What a browser says of every answer that is a refusal. */
const REFUSED = /the server responded with a status of 422/;

describe.skipIf(!HAS_BROWSER)(`trading from the console${NO_BROWSER}`, () => {
  const desk = useDesk();

  it('places an order by keyboard alone and shows its life', async () => {
    const { page, faults } = await desk.open();
    await page.keyboard.press('Tab');
    await page.getByRole('link', { name: 'Skip to order ticket' }).press('Enter');
    await tabTo(page, '#amount');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('2.5');
    await page.getByRole('button', { name: 'Sell 2.5 SOL for USDC' }).waitFor();
    const said = collectAnnouncements(page);
    await page.keyboard.press('Enter');

    const order = page.getByRole('region', { name: 'Order', exact: true });
    await order.locator('[data-outcome="confirmed"]').waitFor();
    expect(await seqsOf(page)).toEqual([1, 2, 3, 4, 5]);
    expect(await statusesOf(page)).toEqual(['pending', 'routing', 'building', 'submitted', 'confirmed']);
    expect(await order.locator('.since').allTextContents()).toEqual(
      expect.arrayContaining([expect.stringMatching(/^\+\d+(\.\d+)? m?s$/)]),
    );
    await expect(said).resolves.toMatch(/Order confirmed: got [\d.]+ USDC/);

    const id = await order.locator('[data-order]').getAttribute('data-order');
    const { body } = await call(`${desk.url}/api/orders/${id}`);
    expect(body).toMatchObject({
      status: 'confirmed',
      amount: '2.5',
      clientOrderId: expect.stringMatching(/^console-/),
    });
    await page.locator(`#blotter [data-id="${id}"] .badge.is-confirmed`).waitFor();

    await tabTo(page, '#blotter [data-row]');
    await page.keyboard.press('t');
    await page.locator('html[data-theme="light"]').waitFor();
    expect(faults).toEqual([]);
  });

  it('quotes live, and executes exactly the quote that is shown', async () => {
    const { page, faults } = await desk.open();
    await page.getByLabel('Amount').fill('3000');
    const quote = page.getByRole('region', { name: 'Live quote' });
    await quote.getByRole('img', { name: /^Route of \d+ legs/ }).waitFor();
    expect(await quote.locator('.venues tbody tr').count()).toBe(4);
    const expected = quote.locator('[data-figure="expected"]');
    const least = quote.locator('[data-figure="least"]');
    expect(numberIn(await least.textContent())).toBeLessThan(numberIn(await expected.textContent()));

    await page.getByRole('radio', { name: 'Exactly this quote' }).check();
    await page.getByLabel('Slippage').fill('0');
    await vi.waitFor(async () => expect(await least.textContent()).toBe(await expected.textContent()), PATIENCE_MS);
    await freezeQuote(page);
    await page.getByLabel('Amount').press('Enter');
    await page.locator('[data-outcome]:is([data-outcome="confirmed"], [data-outcome="failed"])').waitFor();
    const id = await page.locator('[data-order]').getAttribute('data-order');
    const { body } = await call(`${desk.url}/api/orders/${id}`);
    // The market may have moved in between; what was shown is then refused, and never changed.
    if (body['status'] === 'confirmed') {
      expect(Number(body['amountOut'])).toBeGreaterThanOrEqual(Number(body['minAmountOut']));
    } else {
      expect(['QUOTE_MOVED', 'SLIPPAGE_EXCEEDED']).toContain(body['failureCode']);
    }
    expect(faults).toEqual([]);
  });

  it('says why an order for a quote failed that the market has left', async () => {
    const much = { fromToken: 'SOL', toToken: 'USDC', amount: '8000', slippageBps: 5_000 };
    const { wsUrl } = await stage(desk.url, much);
    const { page, faults } = await desk.open();
    await page.getByLabel('Amount').fill('50');
    await page.getByRole('radio', { name: 'Exactly this quote' }).check();
    await page.getByLabel('Slippage').fill('0');
    await page.getByRole('button', { name: 'Sell 50 SOL for USDC' }).waitFor();
    await freezeQuote(page);
    expect((await follow(wsUrl)).frames.at(-1)?.status).toBe('confirmed');
    await page.getByLabel('Amount').press('Enter');
    const outcome = page.locator('[data-outcome="failed"]');
    await outcome.waitFor();
    expect(await outcome.textContent()).toMatch(/QUOTE_MOVED.*\d/s);
    expect(await statusesOf(page)).toContain('failed');
    await page.locator('#blotter .is-selected .badge.is-failed').waitFor();
    expect(faults).toEqual([]);
  });

  it('says why there is no quote, and why the order failed all the same', async () => {
    const { page, faults } = await desk.open();
    await page.getByLabel('Amount').fill('90000000');
    const quote = page.getByRole('region', { name: 'Live quote' });
    await quote.getByText('No quote').waitFor();
    expect(await quote.locator('.venue-error').count()).toBeGreaterThan(0);
    await page.getByLabel('Amount').press('Enter');
    const outcome = page.locator('[data-outcome="failed"]');
    await outcome.waitFor();
    expect(await outcome.textContent()).toMatch(/INSUFFICIENT_LIQUIDITY.*\d/s);
    expect(faults.filter((fault) => !REFUSED.test(fault))).toEqual([]);
  });

  it('says what is wrong with the ticket, and sends nothing', async () => {
    const { page, faults } = await desk.open();
    let sent = 0;
    page.on('request', (request) => (sent += request.method() === 'POST' ? 1 : 0));
    await page.getByLabel('Amount').fill('1,5');
    await page.getByText('Use digits and a point, such as 1.5.').waitFor();
    await page.getByLabel('Amount').press('Enter');
    await page.getByLabel('Amount').fill('1');
    await page.getByLabel('Slippage').fill('6000');
    await page.getByText('A whole number from 0 to 5000').waitFor();
    await page.getByLabel('Amount').press('Enter');
    await vi.waitFor(async () => expect(await focusedId(page)).toBe('slippage'), PATIENCE_MS);
    expect(sent).toBe(0);
    expect(faults).toEqual([]);
  });

  it('follows an order that somebody else placed without starting it, and cancels it', async () => {
    const { page, faults } = await desk.open();
    const { orderId } = await stage(desk.url, { fromToken: 'USDC', toToken: 'JUP', amount: '12' });
    await page.goto(`${desk.url}/#order=${orderId}`);
    await page.locator(`[data-order="${orderId}"]`).waitFor();
    expect(await statusesOf(page)).toEqual(['pending']);
    await page.getByRole('button', { name: 'Cancel order' }).click();
    await page.locator('[data-outcome="cancelled"]').waitFor();
    expect(await seqsOf(page)).toEqual([1, 2]);
    expect((await call(`${desk.url}/api/orders/${orderId}`)).body).toMatchObject({ status: 'cancelled', attempts: 0 });
    expect(faults).toEqual([]);
  });
});

/** From now on the page is shown the quote that it asks for next, again and again: the market moves on without it. */
async function freezeQuote(page: Page): Promise<void> {
  let first: string | undefined;
  await page.route('**/api/quotes?*', async (route) => {
    if (first === undefined) {
      const response = await route.fetch();
      first = await response.text();
    }
    await route.fulfill({ contentType: 'application/json', body: first });
  });
  await page.waitForResponse('**/api/quotes?*');
}

/** Resolves with all that was announced up to the end of the order. */
async function collectAnnouncements(page: Page): Promise<string> {
  return await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const region = document.querySelector('#announcements')!;
        let said = '';
        new MutationObserver(() => {
          said += `${region.textContent}\n`;
          if (/Order (confirmed|failed)/.test(said)) resolve(said);
        }).observe(region, { childList: true, characterData: true, subtree: true });
      }),
  );
}

async function focusedId(page: Page): Promise<string | undefined> {
  return await page.evaluate(() => document.activeElement?.id);
}

function numberIn(text: string | null): number {
  return Number(text?.replaceAll(/[^\d.]/g, ''));
}
