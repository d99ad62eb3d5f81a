import { call } from '../support/client.js';
import { killEngineProcesses, startEngineProcess } from '../support/engine-process.js';
import { engineEnv } from '../support/test-engine.js';
import { testDatabase } from '../support/test-database.js';
import type { EngineProcess } from '../support/engine-process.js';

describe('the page that the engine serves', () => {
  let engine: EngineProcess;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  beforeAll(async () => {
    database = await testDatabase();
    engine = await startEngineProcess(engineEnv(database.url));
  });
  afterAll(async () => {
    await engine?.end('SIGTERM');
    killEngineProcesses();
    await database?.drop();
  });

  it('is asked for again each time, under a policy that allows nothing inline and nothing from elsewhere', async () => {
    const page = await fetch(engine.url);
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(html).not.toMatch(/<script(?![^>]* src=)|<style| style=|https?:\/\//);
  });

  it('has parts that never change under their names', async () => {
    const html = await (await fetch(engine.url)).text();
    const parts = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '');
    expect(parts.length).toBeGreaterThanOrEqual(2);
    for (const path of parts) {
      const part = await fetch(engine.url + path);
      expect([path, part.status]).toEqual([path, 200]);
      expect(part.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    }
  });

  it('stands in the way of nothing else', async () => {
    for (const path of ['/health/live', '/health/ready', '/api/tokens', '/docs-json']) {
      expect([path, (await call(engine.url + path)).status]).toEqual([path, 200]);
    }
    for (const path of ['/assets/none.js', '/nothing', '/main.tsx', '/api']) {
      const { status, headers } = await call(engine.url + path);
      expect([path, status]).toEqual([path, 404]);
      expect(headers.get('content-type')).toContain('application/problem+json');
    }
    expect((await call(engine.url, 'POST', {})).status).toBe(404);
  });
});
