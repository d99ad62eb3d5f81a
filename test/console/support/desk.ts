import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { engineEnv } from '../../support/test-engine.js';
import { killEngineProcesses, startEngineProcess } from '../../support/engine-process.js';
import type { EngineProcess } from '../../support/engine-process.js';
import { testDatabase } from '../../support/test-database.js';
import { browserHere } from './browser-here.js';

/** A browser and an engine that serves the console. */
export interface Desk {
  readonly url: string;
  /** Opens the console in a window of its own; `faults` gathers what the browser complains about. */
  open(options?: BrowserContextOptions, how?: OpenOptions): Promise<{ page: Page; faults: string[] }>;
}

export interface OpenOptions {
  /** Where to; default: the engine itself. */
  readonly address?: string;
  /** What the page is told of the engine's state, as long as it is open. */
  readonly health?: object;
  /** Whether the window stays for the tests that follow. */
  readonly keep?: boolean;
}

/** Whether there is a browser to test in; without one the suites are skipped by name (and fail in CI). */
export const HAS_BROWSER = browserHere() !== undefined;
export const NO_BROWSER = HAS_BROWSER ? '' : ' (skipped: no Chromium here, install the Debian package chromium)';

/** How long a page may take: a second when nothing else runs, many on a machine with more to do than processors. */
export const PATIENCE_MS = 60_000;
const LATER = /the server responded with a status of 503/;
const TEST_MS = 2 * PATIENCE_MS;

/**
 * One of each for the tests of the suite that calls this; the windows are closed after each test, for a page that is
 * left open goes on asking for quotes. `env`: settings of the engine beside those of all tests.
 */
export function useDesk(env: Record<string, string> = {}): Desk {
  vi.setConfig({ testTimeout: TEST_MS, hookTimeout: TEST_MS });
  let database: Awaited<ReturnType<typeof testDatabase>> | undefined;
  let engine: EngineProcess | undefined;
  let browser: Browser | undefined;
  const kept = new Set<BrowserContext>();

  beforeAll(async () => {
    database = await testDatabase();
    [engine, browser] = await Promise.all([
      startEngineProcess({ ...engineEnv(database.url), ...env }),
      chromium.launch({
        executablePath: browserHere() ?? '',
        args: ['--no-sandbox', '--disable-gpu', '--disable-software-rasterizer'],
      }),
    ]);
  });
  afterEach(async () => {
    const others = browser?.contexts().filter((context) => !kept.has(context)) ?? [];
    await Promise.all(others.map((context) => context.close()));
  });
  afterAll(async () => {
    await browser?.close();
    await engine?.end('SIGTERM');
    killEngineProcesses();
    await database?.drop();
  });

  return {
    get url() {
      return engine?.url ?? '';
    },
    async open(options = {}, { address = engine?.url ?? '', health, keep = false } = {}) {
      const context = await browser!.newContext({
        locale: 'en-GB',
        viewport: { width: 1440, height: 900 },
        ...options,
      });
      context.setDefaultTimeout(PATIENCE_MS);
      if (keep) kept.add(context);
      if (health) await context.route('**/health/ready', (route) => route.fulfill({ status: 503, json: health }));
      const page = await context.newPage();
      const faults: string[] = [];
      page.on('console', (message) => {
        if (!['error', 'warning'].includes(message.type())) return;
        // On a busy machine an engine may for a moment not be ready, or ask to try later: no fault of the page.
        if (LATER.test(message.text())) return;
        faults.push(`${message.type()}: ${message.text()}`);
      });
      page.on('pageerror', (error) => faults.push(`exception: ${error.message}`));
      await page.goto(address);
      await page.locator('[data-connection="open"]').waitFor();
      return { page, faults };
    },
  };
}
