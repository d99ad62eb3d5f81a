import type { Page } from 'playwright-core';

const MOST = 120;

/** Presses Tab until the focus is on what the selector names. @throws Error when Tab never gets there */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let n = 0; n < MOST; n += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
  }
  throw new Error(`Tab does not lead to ${selector}`);
}
