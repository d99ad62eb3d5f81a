import type { Page } from 'playwright-core';

/** The numbers of the events that the timeline shows, in its order. */
export async function seqsOf(page: Page): Promise<number[]> {
  return await page
    .locator('.timeline [data-seq]')
    .evaluateAll((steps) => steps.map((step) => Number((step as HTMLElement).dataset['seq'])));
}

/** What happened at each of them. */
export async function statusesOf(page: Page): Promise<string[]> {
  return await page
    .locator('.timeline [data-seq]')
    .evaluateAll((steps) => steps.map((step) => (step as HTMLElement).dataset['status'] ?? ''));
}
