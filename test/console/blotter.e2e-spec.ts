import type { Page } from 'playwright-core';
import { call, stage } from '../support/client.js';
import { HAS_BROWSER, NO_BROWSER, PATIENCE_MS, useDesk } from './support/desk.js';

const COUNT = 120;
const CANCELLED = 7;

describe.skipIf(!HAS_BROWSER)(`the list of all orders${NO_BROWSER}`, () => {
  const desk = useDesk({ PENDING_TTL_MS: '600000' });
  const ids: string[] = [];

  beforeAll(async () => {
    for (let n = 0; n < COUNT; n += 1) {
      const pair = n % 3 === 0 ? { fromToken: 'USDC', toToken: 'JUP' } : { fromToken: 'SOL', toToken: 'USDC' };
      const { orderId } = await stage(desk.url, { ...pair, amount: String(n + 1) });
      ids.unshift(orderId);
      if (n % 17 === 0 && n / 17 < CANCELLED) await call(`${desk.url}/api/orders/${orderId}`, 'DELETE');
    }
  });

  it('loads page after page as one scrolls, each order once and the newest first', async () => {
    const { page, faults } = await desk.open();
    await rowsAre(page, (rows) => expect(rows.length).toBeGreaterThanOrEqual(50));
    expect((await rowsOf(page)).length).toBeLessThan(COUNT);
    await vi.waitFor(async () => {
      await page.locator('#blotter .scroll-box').evaluate((box) => box.scrollTo({ top: box.scrollHeight }));
      expect((await rowsOf(page)).length).toBe(COUNT);
    }, PATIENCE_MS);
    expect(await rowsOf(page)).toEqual(ids);
    await page.getByText(`${COUNT} orders, that is all`).waitFor();
    expect(faults).toEqual([]);
  });

  it('goes through the rows by arrow keys and opens one by Enter', async () => {
    const { page, faults } = await desk.open();
    await rowsAre(page, (rows) => expect(rows[2]).toBe(ids[2]));
    await page.getByLabel('Amount').focus();
    await page.locator('#blotter [data-row][tabindex="0"]').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator(`[data-order="${ids[2]}"]`).waitFor();
    expect(await page.locator(`[data-id="${ids[2]}"] [data-row]`).getAttribute('aria-current')).toBe('true');
    expect(new URL(page.url()).hash).toBe(`#order=${ids[2]}`);
    expect(faults).toEqual([]);
  });

  it('filters by status and by token', async () => {
    const { page, faults } = await desk.open();
    await page.getByLabel('Status', { exact: true }).selectOption('cancelled');
    await rowsAre(page, (rows) => expect(rows).toHaveLength(CANCELLED));
    expect(await page.locator('#blotter .badge').allTextContents()).toEqual(Array(CANCELLED).fill('cancelled'));
    await page.getByLabel('Sold', { exact: true }).selectOption('USDC');
    const { body } = await call(`${desk.url}/api/orders?status=cancelled&fromToken=USDC`);
    const wanted = body['items'].map((order: { orderId: string }) => order.orderId);
    expect(wanted.length).toBeGreaterThan(0);
    expect(wanted.length).toBeLessThan(CANCELLED);
    await rowsAre(page, (rows) => expect(rows).toEqual(wanted));
    await page.getByLabel('Bought', { exact: true }).selectOption('BONK');
    await page.getByText('No order fits these filters').waitFor();
    await page.getByRole('group', { name: 'Filters' }).getByRole('button', { name: 'Clear' }).click();
    await rowsAre(page, (rows) => expect(rows.length).toBeGreaterThanOrEqual(50));
    expect(faults).toEqual([]);
  });

  it('moves nothing under the eyes of a reader who is further down', async () => {
    const { page, faults } = await desk.open();
    await rowsAre(page, (rows) => expect(rows[0]).toBe(ids[0]));
    const box = page.locator('#blotter .scroll-box');
    await box.evaluate((element) => element.scrollTo({ top: 400 }));
    const top = await page.locator(`[data-id="${ids[20]}"]`).boundingBox();
    const { orderId } = await stage(desk.url);
    await call(`${desk.url}/api/orders/${orderId}`, 'DELETE');
    const arrived = page.getByRole('button', { name: '↑ 1 new' });
    await arrived.waitFor();
    expect(await page.locator(`[data-id="${ids[20]}"]`).boundingBox()).toEqual(top);
    await arrived.click();
    await rowsAre(page, (rows) => expect(rows[0]).toBe(orderId));
    expect(faults).toEqual([]);
  });
});

async function rowsOf(page: Page): Promise<string[]> {
  return await page
    .locator('#blotter tbody tr')
    .evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset['id'] ?? ''));
}

async function rowsAre(page: Page, check: (rows: string[]) => void): Promise<void> {
  await vi.waitFor(async () => check(await rowsOf(page)), PATIENCE_MS);
}
