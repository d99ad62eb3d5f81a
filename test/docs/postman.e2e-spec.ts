import { readFile } from 'node:fs/promises';
import type { OpenAPIObject } from '@nestjs/swagger';
import { COLLECTION_FILE, postmanCollection } from '../../src/commands/postman-collection.js';
import { openApiOf } from '../../src/docs.js';
import { startTestEngine } from '../support/test-engine.js';
import type { TestEngine } from '../support/test-engine.js';

interface Item {
  readonly name: string;
  readonly item?: readonly Item[];
  readonly request?: {
    readonly method: string;
    readonly url: { readonly raw?: string; readonly path: readonly string[] };
    readonly description?: unknown;
  };
}

const leaves = (items: readonly Item[]): Item[] => items.flatMap((item) => (item.item ? leaves(item.item) : [item]));

describe('The Postman collection', () => {
  let engine: TestEngine;
  let document: OpenAPIObject;
  let text: string;
  let items: Item[];

  beforeAll(async () => {
    engine = await startTestEngine();
    document = openApiOf(engine.app);
    text = await postmanCollection(document);
    items = leaves((JSON.parse(text) as { item: Item[] }).item);
  });
  afterAll(() => engine.stop());

  it('is the committed one (`npm run docs:postman` writes it)', async () => {
    const committed = await readFile(new URL(`../../${COLLECTION_FILE}`, import.meta.url), 'utf8');
    expect(JSON.parse(committed)).toEqual(JSON.parse(text));
    expect(committed).toBe(text);
  });

  it('comes out the same, byte by byte, as often as it is made', async () => {
    expect(await postmanCollection(document)).toBe(text);
    expect(await postmanCollection(openApiOf(engine.app))).toBe(text);
  });

  it('has every call of the document', () => {
    const made = items.map(({ request }) => `${request?.method} /${request?.url.path.join('/')}`);
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const method of Object.keys(methods)) {
        expect(made).toContain(`${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`);
      }
    }
  });

  it('has the socket of an order, described', () => {
    const sockets = items.filter(({ request }) => request?.url.raw?.startsWith('ws:'));
    expect(sockets).toHaveLength(1);
    expect(sockets[0]?.request?.url.raw).toBe('ws://127.0.0.1:3000/ws?orderId={{orderId}}');
    expect(sockets[0]?.request?.description).toMatch(/lastSeq/);
  });

  it('points at the server by one variable', () => {
    const { variable } = JSON.parse(text) as { variable: unknown[] };
    expect(variable).toContainEqual({ key: 'baseUrl', value: 'http://127.0.0.1:3000' });
    expect(text).not.toContain('_postman_id');
  });
});
