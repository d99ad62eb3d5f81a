import { chromium } from 'playwright-core';
import { findBrowser } from './find-browser.js';
import { say } from './run-command.js';

const PICTURE = 'docs/console.png';
const SIZE = { width: 1440, height: 900 };

/** Places an order in the console of an engine that runs, and takes the picture of it that the README shows. */
async function takePicture(url: string): Promise<void> {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('no Chromium here: install the Debian package chromium');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({
      viewport: SIZE,
      colorScheme: 'dark',
      locale: 'en-GB',
      reducedMotion: 'reduce',
    });
    await page.goto(url);
    await page.getByLabel('Amount').fill('2500');
    await page.getByRole('button', { name: 'Sell 2,500 SOL for USDC' }).waitFor();
    await page.getByRole('img', { name: /^Route of/ }).waitFor();
    await page.getByLabel('Amount').press('Enter');
    await page.locator('[data-outcome="confirmed"]').waitFor();
    await page.locator('#blotter .is-selected .badge.is-confirmed').waitFor();
    await page.locator('.chart-canvas:not([data-fills="0"])').waitFor();
    await page.screenshot({ path: PICTURE });
  } finally {
    await browser.close();
  }
}

const url = process.argv[2] ?? 'http://127.0.0.1:3000';
try {
  await takePicture(url);
  say(`wrote ${PICTURE} from the engine at ${url}`);
} catch (error) {
  say(`docs:console: ${(error as Error).message}`);
  process.exitCode = 1;
}
