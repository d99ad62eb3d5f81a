import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { engineEnv } from '../../support/test-engine.js';
import { startEngineProcess } from '../../support/engine-process.js';
import type { EngineProcess } from '../../support/engine-process.js';
import { testDatabase } from '../../support/test-database.js';
import { browserHere } from './browser-here.js';

/** A browser and an engine that serves the console. */
export interface Desk {
  readonly url: string;
  /** Opens the console in a window of its own; `faults` gathers what the browser complains about. */
  open(options?: BrowserContextOptions, url?: string): Promise<{ page: Page; faults: string[] }>;
  stop(): Promise<void>;
}

/** Whether there is a browser to test in; without one the suites are skipped by name (and fail in CI). */
export const HAS_BROWSER = browserHere() !== undefined;
export const NO_BROWSER = HAS_BROWSER ? '' : ' (skipped: no Chromium here, install the Debian package chromium)';

/** Starts both. `env`: settings of the engine beside those of all tests. */
export async function startDesk(env: Record<string, string> = {}): Promise<Desk> {
  const database = await testDatabase();
  let engine: EngineProcess | undefined;
  let browser: Browser | undefined;
  try {
    engine = await startEngineProcess({ ...engineEnv(database.url), ...env });
    browser = await chromium.launch({ executablePath: browserHere() ?? '', args: ['--no-sandbox'] });
  } catch (error) {
    await engine?.end('SIGKILL');
    await database.drop();
    throw error;
  }
  const { url, end } = engine;
  const { newContext } = { newContext: browser.newContext.bind(browser) };
  const close = browser.close.bind(browser);
  return {
    url,
    open: async (options = {}, address = url) => {
      const context = await newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 }, ...options });
      const page = await context.newPage();
      const faults: string[] = [];
      page.on('console', (message) => {
        if (!['error', 'warning'].includes(message.type())) return;
        // On a busy machine an engine may for a moment not be ready, which is no fault of the page.
        if (message.location().url.endsWith('/health/ready')) return;
        faults.push(`${message.type()}: ${message.text()}`);
      });
      page.on('pageerror', (error) => faults.push(`exception: ${error.message}`));
      await page.goto(address);
      await page.locator('[data-connection="open"]').waitFor();
      return { page, faults };
    },
    stop: async () => {
      await close();
      await end('SIGTERM');
      await database.drop();
    },
  };
}
