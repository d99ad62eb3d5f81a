import type { OpenAPIObject } from '@nestjs/swagger';
import { openApiOf } from '../../src/docs.js';
import { call, follow } from '../support/client.js';
import type { Reply } from '../support/client.js';
import { startTestEngine } from '../support/test-engine.js';
import type { TestEngine } from '../support/test-engine.js';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

interface Media {
  readonly schema: Schema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly tags: readonly string[];
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly example?: unknown;
    readonly schema?: { readonly example?: unknown };
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content: Record<string, Media> }>
  >;
}

const JSON_TYPE = 'application/json';
const PROBLEM_TYPE = 'application/problem+json';

const examplesOf = ({ example, examples }: Media): unknown[] => [
  ...(example === undefined ? [] : [example]),
  ...Object.values(examples ?? {}).map(({ value }) => value),
];

/** What is wrong with a value: fields that the schema does not know count, except where it allows others. */
function faultsOf(schema: Schema, value: unknown, schemas: Readonly<Record<string, Schema>>, at = '$'): string[] {
  const check = (part: Schema, inner: unknown, where: string): string[] => faultsOf(part, inner, schemas, where);
  if (value === null && schema.nullable) return [];
  if (schema.$ref) return check(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, value, at);
  if (schema.allOf) return schema.allOf.flatMap((part) => check(part, value, at));
  if (schema.oneOf) {
    const fits = schema.oneOf.filter((part) => check(part, value, at).length === 0);
    return fits.length === 1 ? [] : [`${at} fits ${fits.length} of its schemas: ${JSON.stringify(value)}`];
  }
  const wrong = `${at} is ${JSON.stringify(value)?.slice(0, 80)}, not what ${JSON.stringify(schema).slice(0, 120)} says`;
  if (schema.enum && !schema.enum.includes(value)) return [wrong];
  if (schema.type === 'string') return isString(schema, value) ? [] : [wrong];
  if (schema.type === 'integer' || schema.type === 'number') {
    const isNumber = typeof value === 'number' && (schema.type === 'number' || Number.isInteger(value));
    return isNumber && value >= (schema.minimum ?? -Infinity) ? [] : [wrong];
  }
  if (schema.type === 'array') {
    if (!Array.isArray(value)) return [wrong];
    return value.flatMap((item, i) => check(schema.items ?? {}, item, `${at}[${i}]`));
  }
  if (schema.type !== 'object') return [];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [wrong];
  const { properties = {}, required = [], additionalProperties } = schema;
  const missing = required.filter((name) => !Object.hasOwn(value, name)).map((name) => `${at}.${name} is missing`);
  const inner = Object.entries(value).flatMap(([name, field]) => {
    const known = properties[name] ?? additionalProperties;
    if (known === true) return [];
    return known ? check(known, field, `${at}.${name}`) : [`${at}.${name} is not documented`];
  });
  return [...missing, ...inner];
}

function isString({ format, pattern }: Schema, value: unknown): boolean {
  if (typeof value !== 'string') return false;
  if (format === 'uuid') return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
  if (format === 'date-time') return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value);
  return pattern === undefined || new RegExp(pattern).test(value);
}

describe('The OpenAPI document', () => {
  let engine: TestEngine;
  let document: OpenAPIObject;
  let schemas: Record<string, Schema>;
  let operations: { readonly method: string; readonly path: string; readonly operation: Operation }[];

  const operationOf = (method: string, path: string): Operation => {
    const found = operations.find((one) => one.method === method && one.path === path);
    if (!found) throw new Error(`${method} ${path} is not documented`);
    return found.operation;
  };

  /** What is wrong with a reply of a documented call. A problem may carry more than its schema says. */
  const faultsOfReply = (method: string, path: string, { status, headers, body }: Reply): string[] => {
    const content = operationOf(method, path).responses[status]?.content;
    const type = headers.get('content-type')?.split(';')[0] ?? '';
    const media = content?.[type];
    if (!media) return [`${method} ${path} does not document ${status} ${type}`];
    return faultsOf(type === PROBLEM_TYPE ? openProblem() : media.schema, body, schemas);
  };

  const openProblem = (): Schema => ({ ...schemas['Problem'], additionalProperties: true });

  const ask = async (method: string, template: string, path = template, body?: unknown): Promise<Reply> => {
    const reply = await call(`${engine.url}${path}`, method, body);
    expect(faultsOfReply(method, template, reply)).toEqual([]);
    return reply;
  };

  beforeAll(async () => {
    engine = await startTestEngine();
    document = openApiOf(engine.app);
    schemas = document.components?.schemas as unknown as Record<string, Schema>;
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({
        method: method.toUpperCase(),
        path,
        operation,
      })),
    );
  });
  afterAll(() => engine.stop());

  it('has every route that answers', () => {
    const { stack } = (engine.app.getHttpAdapter().getInstance() as unknown as { router: { stack: Layer[] } }).router;
    const routes = stack
      .flatMap(({ route }) => (route ? Object.keys(route.methods).map((method) => ({ method, path: route.path })) : []))
      .filter(({ path }) => typeof path === 'string' && !/^\/docs|^\/favicon/.test(path))
      .map(({ method, path }) => `${method.toUpperCase()} ${path.replace(/:(\w+)/g, '{$1}')}`);
    expect(routes.length).toBeGreaterThan(10);
    const documented = operations.map(({ method, path }) => `${method} ${path}`);
    expect(documented.toSorted()).toEqual([...new Set(routes)].toSorted());
  });

  it('describes each call, under a tag that is described too', () => {
    const tags = document.tags ?? [];
    for (const { description } of tags) expect(description).toMatch(/.{20,}/);
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
    for (const { operation } of operations) {
      expect(operation.summary).toMatch(/.{5,}/);
      expect(operation.tags).toHaveLength(1);
      expect(tags.map(({ name }) => name)).toContain(operation.tags[0]);
    }
  });

  it('has a schema and fitting examples for every answer; errors are problems', () => {
    for (const { method, path, operation } of operations) {
      for (const [status, { description, content }] of Object.entries(operation.responses)) {
        const where = `${method} ${path} ${status}`;
        const isProblem = Number(status) >= 400 && path !== '/health/ready';
        const media = content?.[isProblem ? PROBLEM_TYPE : JSON_TYPE];
        if (!media) throw new Error(`${where} has no ${isProblem ? PROBLEM_TYPE : JSON_TYPE}`);
        const problem = media.schema.$ref === '#/components/schemas/Problem';
        const examples = examplesOf(media);
        const faults = examples.flatMap((example) =>
          faultsOf(problem ? openProblem() : media.schema, example, schemas),
        );
        const kinds = Object.keys(content).length;
        const found = {
          where,
          problem,
          kinds,
          faults,
          isDescribed: description !== '',
          hasExample: examples.length > 0,
        };
        expect(found).toEqual({ where, problem: isProblem, kinds: 1, faults: [], isDescribed: true, hasExample: true });
      }
    }
  });

  it('has bodies that work as they are', async () => {
    for (const { method, path, operation } of operations) {
      const media = operation.requestBody?.content[JSON_TYPE];
      if (!operation.requestBody) continue;
      expect(examplesOf(media as Media).length).toBeGreaterThan(0);
      for (const example of examplesOf(media as Media)) {
        expect((await ask(method, path, path, example)).status).toBeLessThan(300);
      }
    }
  });

  it('has query examples that work as they are', async () => {
    for (const { method, path, operation } of operations) {
      if (method !== 'GET' || path.includes('{')) continue;
      const query = new URLSearchParams();
      for (const { name, schema, example = schema?.example, required } of operation.parameters) {
        if (typeof example === 'string') query.set(name, example);
        expect({ path, name, isGiven: query.has(name) }).toEqual({ path, name, isGiven: required || query.has(name) });
      }
      const { status } = await ask(method, path, `${path}?${query.toString()}`);
      expect({ path, status }).toEqual({ path, status: 200 });
    }
  });

  it('tells the truth about an order, from staging to its end', async () => {
    const order = { fromToken: 'SOL', toToken: 'USDC', amount: '1', clientOrderId: 'documented' };
    const { body } = await ask('POST', '/api/orders/execute', undefined, order);
    await ask('GET', '/api/orders/{id}', `/api/orders/${body['orderId']}`);
    expect((await ask('GET', '/jobs/{id}', `/jobs/${body['orderId']}`)).status).toBe(404);
    await follow(body['wsUrl'] as string);
    const detail = await ask('GET', '/api/orders/{id}', `/api/orders/${body['orderId']}`);
    expect(detail.body['status']).toBe('confirmed');
    const { signature } = detail.body as { signature: string };
    expect((await ask('GET', '/api/transactions/{signature}', `/api/transactions/${signature}`)).status).toBe(200);
    await ask('GET', '/jobs/{id}', `/jobs/${body['orderId']}`);
    expect((await ask('DELETE', '/api/orders/{id}', `/api/orders/${body['orderId']}`)).status).toBe(409);
    expect((await ask('POST', '/api/orders/execute', undefined, order)).status).toBe(200);
    const other = { ...order, amount: '2' };
    expect((await ask('POST', '/api/orders/execute', undefined, other)).status).toBe(409);
    const list = await ask('GET', '/api/orders', '/api/orders?limit=1');
    expect(typeof list.body['nextCursor']).toBe('string');
  });

  it('tells the truth about a cancelled order and a diagnostic job', async () => {
    const { body } = await ask('POST', '/api/orders/execute', undefined, { symbol: 'SOL/USDC', amount: 1 });
    expect((await ask('DELETE', '/api/orders/{id}', `/api/orders/${body['orderId']}`)).status).toBe(200);
    const job = await ask('POST', '/enqueue', undefined, { orderId: 'smoke' });
    await ask('GET', '/jobs/{id}', `/jobs/${job.body['jobId']}`);
  });

  it('tells the truth about what is refused', async () => {
    const none = '019ab3c4-5d6e-7f80-91a2-b3c4d5e6f708';
    const refused: [status: number, method: string, template: string, path?: string | undefined, body?: unknown][] = [
      [400, 'POST', '/api/orders/execute', undefined, { fromToken: 'SOL', toToken: 'DOGE', amount: '1' }],
      [400, 'POST', '/api/orders/execute', undefined, '{'],
      [413, 'POST', '/api/orders/execute', undefined, { amount: 'x'.repeat(20_000) }],
      [400, 'GET', '/api/orders', '/api/orders?cursor=x&limit=5'],
      [400, 'GET', '/api/orders/{id}', '/api/orders/x'],
      [404, 'GET', '/api/orders/{id}', `/api/orders/${none}`],
      [400, 'DELETE', '/api/orders/{id}', '/api/orders/x'],
      [404, 'DELETE', '/api/orders/{id}', `/api/orders/${none}`],
      [400, 'GET', '/api/quotes'],
      [422, 'GET', '/api/quotes', '/api/quotes?fromToken=SOL&toToken=USDC&amount=0.000000001'],
      [400, 'GET', '/api/pools', '/api/pools?pair=SOL/DOGE'],
      [400, 'GET', '/api/candles', '/api/candles?pair=SOL/USDC&interval=2m'],
      [404, 'GET', '/api/transactions/{signature}', '/api/transactions/%00'],
      [400, 'GET', '/jobs/{id}', '/jobs/x'],
      [404, 'GET', '/jobs/{id}', `/jobs/${none}`],
      [400, 'POST', '/enqueue', undefined, {}],
      [413, 'POST', '/enqueue', undefined, { payload: 'x'.repeat(20_000) }],
    ];
    for (const [status, method, template, path = template, body] of refused) {
      const reply = await ask(method, template, path, body);
      expect({ method, path, status: reply.status }).toEqual({ method, path, status });
    }
    for (const path of ['/api/orders/execute', '/enqueue']) {
      const reply = await call(`${engine.url}${path}`, 'POST', '{}', { 'content-type': 'text/plain' });
      expect(reply.status).toBe(415);
      expect(faultsOfReply('POST', path, reply)).toEqual([]);
    }
  });

  it('is served, with the server it came from', async () => {
    const { status, body } = await call(`${engine.url}/docs-json`);
    expect(status).toBe(200);
    expect(body).toEqual(JSON.parse(JSON.stringify(document)));
    expect(body['servers']).toEqual([{ url: '/', description: 'This server' }]);
    expect((body['info'] as { description: string }).description).toContain('/ws?orderId=');
  });

  it('is shown by Swagger UI, which its own content security policy does not stop', async () => {
    const page = await fetch(`${engine.url}/docs`);
    expect(page.status).toBe(200);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/script-src 'self'(;|$)/);
    const html = await page.text();
    const scripts = [...html.matchAll(/<script([^>]*)>([^<]*)<\/script>/g)];
    expect(scripts.length).toBeGreaterThan(0);
    expect(html).not.toMatch(/\son\w+=/);
    for (const [, attributes, inline] of scripts) {
      expect(inline?.trim()).toBe('');
      const source = /src="([^"]+)"/.exec(attributes ?? '')?.[1] ?? '';
      const script = await fetch(new URL(source, `${engine.url}/docs`));
      expect({ source, status: script.status }).toEqual({ source, status: 200 });
      expect(script.headers.get('content-type')).toMatch(/javascript/);
    }
  });
});

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}
