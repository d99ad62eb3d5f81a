import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { follow, stage } from '../support/client.js';
import { HAS_BROWSER, NO_BROWSER, useDesk } from './support/desk.js';

const ARTIFACTS = fileURLToPath(new URL('../../.artifacts/console/', import.meta.url));
const WIDTHS = [360, 768, 1440];
const NOT_READY = {
  status: 'error',
  details: {
    database: { status: 'down', message: 'the database did not answer within 2000 ms' },
    queue: { status: 'down', message: 'the queue did not answer within 2000 ms' },
    chain: { status: 'down', message: 'the chain did not answer within 2000 ms' },
  },
};
const LOOKS = WIDTHS.flatMap((width) => (['light', 'dark'] as const).map((scheme) => ({ width, scheme })));

describe.skipIf(!HAS_BROWSER)(`how the console looks${NO_BROWSER}`, () => {
  const desk = useDesk();
  let axe: string;
  let orderId: string;

  beforeAll(async () => {
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    await mkdir(ARTIFACTS, { recursive: true });
    for (const [fromToken, toToken, amount, end] of [
      ['USDC', 'SOL', '4200', 'confirmed'],
      ['SOL', 'USDC', '90000000', 'failed'],
      ['SOL', 'USDC', '1500', 'confirmed'],
    ]) {
      // Where the processors are busy, prices move far between quote and execution.
      const staged = await stage(desk.url, { fromToken, toToken, amount, slippageBps: 5_000 });
      const last = (await follow(staged.wsUrl)).frames.at(-1);
      if (last?.status !== end) throw new Error(`an order to look at should be ${end}: ${last?.message}`);
      ({ orderId } = staged);
    }
  });

  describe('with an order', () => {
    let page: Page;
    let faults: string[];

    // One page for all looks: to open one takes longer than to look at it.
    beforeAll(async () => {
      const address = `${desk.url}/#order=${orderId}`;
      ({ page, faults } = await desk.open({ reducedMotion: 'reduce' }, { address, keep: true }));
      await page.getByLabel('Amount').fill('2500');
      await page
        .getByRole('img', { name: /^Route of/ })
        .first()
        .waitFor();
      await page.locator('[data-outcome="confirmed"]').waitFor();
      await page.locator('.chart-canvas[data-fills="2"]').waitFor();
      await page.getByText('Quotes, and a route').click();
    });

    it.each(LOOKS)('is accessible and fits at $width px, $scheme', async ({ width, scheme }) => {
      await page.setViewportSize({ width, height: width < 500 ? 780 : 900 });
      await page.emulateMedia({ colorScheme: scheme });
      await page.locator('.chart-canvas[data-fills="2"]').waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(await tooWide(page)).toEqual([]);
      await page.screenshot({ path: `${ARTIFACTS}${width}-${scheme}.png`, fullPage: width < 1_000 });
      expect(await violations(page, axe)).toEqual([]);
    });

    describe('and its other parts open', () => {
      beforeAll(async () => {
        await page.getByRole('tab', { name: 'Wallet' }).click();
        await page.getByRole('button', { name: 'Table' }).click();
        await page.getByRole('region', { name: 'Candles' }).waitFor();
        await page.getByRole('button', { name: 'Keys and help' }).click();
        await page.getByRole('dialog').waitFor();
      });

      it.each(LOOKS)('is accessible and fits at $width px, $scheme', async ({ width, scheme }) => {
        await page.setViewportSize({ width, height: width < 500 ? 780 : 900 });
        await page.emulateMedia({ colorScheme: scheme });
        expect(await tooWide(page)).toEqual([]);
        expect(await violations(page, axe)).toEqual([]);
        expect(faults).toEqual([]);
      });
    });
  });

  it.each(WIDTHS)('has no notice in the way of a button at %d px', async (width) => {
    const { page } = await desk.open({ viewport: { width, height: 780 } }, { health: NOT_READY });
    const notice = page.getByRole('complementary', { name: 'Connection' });
    await notice.getByText('The engine is not ready.').waitFor();
    expect(await tooWide(page)).toEqual([]);
    for (const name of ['1m', '1d', 'Table', 'Theme: system', 'Sell 1 SOL for USDC']) {
      await page.getByRole('button', { name, exact: true }).click({ trial: true });
    }
    for (const part of ['ticket', 'chart']) expect(await overlap(page, '.notice', `#${part}-title`)).toBe(false);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    expect(await overlap(page, '.notice', '.status-bar dl')).toBe(false);
  });

  it('is dark where the system is, and as the switch says', async () => {
    const { page, faults } = await desk.open({ colorScheme: 'dark' });
    const background = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await background();
    await page.getByRole('button', { name: 'Theme: system' }).click();
    const light = await background();
    expect(luminance(dark)).toBeLessThan(0.1);
    expect(luminance(light)).toBeGreaterThan(0.8);
    await page.reload();
    expect(await background()).toBe(light);
    await page.getByRole('button', { name: 'Theme: light' }).click();
    expect(await background()).toBe(dark);
    expect(faults).toEqual([]);
  });

  it('has landmarks and headings that a screen reader can go by', async () => {
    const { page } = await desk.open();
    await page.getByRole('main').waitFor();
    expect(await page.getByRole('banner').count()).toBe(1);
    expect(await page.getByRole('contentinfo').count()).toBe(1);
    for (const name of ['Order ticket', 'Order', 'SOL/USDC', 'Orders', 'Market']) {
      await page.getByRole('main').getByRole('region', { name, exact: true }).waitFor();
    }
    await page
      .getByRole('contentinfo')
      .getByText(/^slot [\d,]+$/)
      .waitFor();
    await page.locator('[data-part="workers"]').getByText('1').waitFor();
  });

  it('says what is missing where there is nothing yet', async () => {
    const { page, faults } = await desk.open();
    await page.getByText('No order selected').waitFor();
    await page.getByLabel('Sell', { exact: true }).selectOption('BONK');
    await page.getByLabel('Buy', { exact: true }).selectOption('JUP');
    await page.getByText('No pool trades this pair directly').waitFor();
    await page.getByText('No pool of BONK and JUP').waitFor();
    expect(faults).toEqual([]);
  });
});

/** What axe finds wrong, in words that lead to it. */
async function violations(page: Page, axe: string): Promise<string[]> {
  await page.evaluate(axe);
  const results = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  expect(results.passes.length).toBeGreaterThan(20);
  return results.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Whether one thing lies over another. */
async function overlap(page: Page, one: string, other: string): Promise<boolean> {
  const [a, b] = [await page.locator(one).boundingBox(), await page.locator(other).boundingBox()];
  if (!a || !b) throw new Error(`no ${a ? other : one} on the page`);
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Boxes that hide a part of what they hold because it is wider than they are, and do not scroll that way. */
async function tooWide(page: Page): Promise<string[]> {
  return await page
    .locator('.scroll-box, .panel-body, .panel-head, .figures, .top-bar, .status-bar, .notice, table')
    .evaluateAll((boxes) => {
      const room = (box: Element): number => (box.localName === 'table' ? box.parentElement! : box).clientWidth;
      const scrolls = (box: Element): boolean => getComputedStyle(box).overflowX === 'auto';
      return boxes
        .filter((box) => box.scrollWidth > room(box) && !scrolls(box) && !scrolls(box.parentElement!))
        .map((box) => box.className);
    });
}

/** From 0, black, to 1, white; good enough to tell light from dark. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = color.match(/[\d.]+/g)?.map(Number) ?? [];
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}
