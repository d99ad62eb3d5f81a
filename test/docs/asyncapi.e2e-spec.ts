import { Parser } from '@asyncapi/parser';
import { Ajv } from 'ajv';
import type { AnySchema, ErrorObject, ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { openApiOf } from '../../src/docs.js';
import { CLOSE } from '../../src/realtime/close-codes.js';
import { SELL_1_SOL, TestSocket, call, follow, stage } from '../support/client.js';
import { startTestEngine } from '../support/test-engine.js';
import type { TestEngine } from '../support/test-engine.js';

interface Reference {
  readonly $ref: string;
}

interface Message {
  readonly name: string;
  readonly title: string;
  readonly payload: AnySchema;
  readonly examples: readonly { readonly payload: Record<string, unknown> }[];
}

interface Operation {
  readonly action: 'send' | 'receive';
  readonly channel: Reference;
  readonly messages: readonly Reference[];
  readonly reply?: { readonly messages: readonly Reference[] };
}

interface Document {
  readonly info: { readonly description: string };
  readonly servers: { readonly engine: { readonly host: string; readonly protocol: string } };
  readonly channels: Readonly<
    Record<
      'order' | 'place' | 'feed',
      {
        readonly messages: Readonly<Record<string, Reference>>;
        readonly bindings: { readonly ws: { readonly query: AnySchema } };
      }
    >
  >;
  readonly operations: Readonly<Record<string, Operation>>;
  readonly components: {
    readonly messages: Readonly<Record<string, Message>>;
    readonly schemas: Readonly<Record<string, AnySchema>>;
  };
  readonly 'x-close-codes': readonly { readonly code: number }[];
}

const NOBODY = '019ab3c4-5d6e-7f80-91a2-b3c4d5e6f708';
const STAGES = [
  'pending',
  'retrying',
  'routing',
  'building',
  'submitted',
  'confirmed',
  'failed',
  'cancelled',
  'expired',
];
/** From this severity on the parser only suggests; below are warnings and errors. */
const INFORMATION = 2;
const PATIENCE = { timeout: 15_000 };

/** The schema with every object closed: a field that is not documented is a fault. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const parts = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  const isOpen = 'properties' in schema && !('additionalProperties' in schema);
  return isOpen ? { ...parts, additionalProperties: false } : parts;
}

/** The last part of a reference. */
const nameOf = ({ $ref }: Reference): string => $ref.split('/').at(-1) ?? '';

describe('The AsyncAPI document', () => {
  let engine: TestEngine;
  let document: Document;
  let validators: Map<string, ValidateFunction>;
  /** Kinds of messages that the engine was seen to send. */
  const seen = new Set<string>();

  beforeAll(async () => {
    engine = await startTestEngine({ PENDING_TTL_MS: '4000' });
    document = (await call(`${engine.url}/docs/ws`)).body as unknown as Document;
    const ajv = new Ajv({ strict: true, allErrors: true, keywords: ['components'] });
    addFormats.default(ajv);
    ajv.addSchema({ $id: 'document', components: closed(document.components) as object });
    validators = new Map(
      Object.keys(document.components.messages).map((name) => [
        name,
        ajv.compile({ $ref: `document#/components/messages/${name}/payload` }),
      ]),
    );
  });
  afterAll(() => engine.stop());

  const faultsOf = (name: string, payload: unknown): string[] => {
    const validate = validators.get(name);
    if (!validate) return [`${name} is not documented`];
    return validate(payload) ? [] : (validate.errors ?? []).map(describeFault);
  };

  /** The one message of a channel that a frame is. */
  const kindOf = (channel: keyof Document['channels'], frame: unknown): string => {
    const fits = Object.keys(document.channels[channel].messages).filter((name) => faultsOf(name, frame).length === 0);
    expect({ frame, fits }).toEqual({ frame, fits: [expect.anything()] });
    seen.add(fits[0] ?? '');
    return fits[0] ?? '';
  };

  it('is valid by the parser of AsyncAPI', async () => {
    const parser = new Parser();
    const grave = async (input: object): Promise<string[]> =>
      (await parser.validate(JSON.stringify(input)))
        .filter(({ severity }) => severity < INFORMATION)
        .map(({ message, path }) => `${path.join('.')}: ${message}`);
    expect(await grave(document)).toEqual([]);
    expect(await grave({ ...document, channels: [] })).toContainEqual(expect.stringContaining('channels'));
    expect((await parser.parse(JSON.stringify(document))).document?.operations().all()).toHaveLength(
      Object.keys(document.operations).length,
    );
  });

  it('names the server it came from', async () => {
    expect(document.servers.engine).toMatchObject({ host: new URL(engine.url).host, protocol: 'ws' });
    const page = await call(`${engine.url}/docs-json`);
    expect((page.body['info'] as { description: string }).description).toContain('(/docs/ws)');
  });

  it('refers to nothing that is not there', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path);
    expect(references.length).toBeGreaterThan(50);
    for (const path of references) {
      const target = path.split('/').reduce<unknown>((part, key) => (part as Record<string, unknown>)?.[key], document);
      expect({ path, isThere: target !== undefined }).toEqual({ path, isThere: true });
    }
  });

  it('has a title and fitting examples for every message, each in use', () => {
    const used = new Set(Object.values(document.operations).flatMap(messagesOf));
    for (const [key, { name, title, examples }] of Object.entries(document.components.messages)) {
      expect({ key, used: used.has(key) }).toEqual({ key: name, used: true });
      expect(title).toMatch(/.{5,}/);
      expect(examples.length).toBeGreaterThan(0);
      for (const { payload } of examples)
        expect({ name, faults: faultsOf(name, payload) }).toEqual({ name, faults: [] });
    }
  });

  it('has the schemas that REST has, and those only where they are used', () => {
    const rest = openApiOf(engine.app).components?.schemas as Record<
      string,
      { required?: string[]; properties?: object }
    >;
    const renamed: Record<string, string> = { PlaceOrder: 'PlaceOrderDto' };
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      const same = rest[renamed[name] ?? name];
      const { required, properties } = schema as { required?: string[]; properties?: object };
      expect({ name, required, fields: Object.keys(properties ?? {}) }).toEqual({
        name,
        required: same?.required,
        fields: Object.keys(same?.properties ?? {}),
      });
    }
    const { payload } = document.components.messages['pending'] as Message;
    expect(Object.keys((payload as { properties: object }).properties)).toEqual(
      Object.keys(rest['OrderEvent']?.properties ?? {}),
    );
  });

  it('has every close code, in its table too', () => {
    expect(document['x-close-codes'].map(({ code }) => code)).toEqual(Object.values(CLOSE));
    for (const code of Object.values(CLOSE)) expect(document.info.description).toContain(`\n| ${code} | `);
  });

  it('tells the truth about an order that is confirmed', async () => {
    const { wsUrl } = await stage(engine.url, { ...SELL_1_SOL, clientOrderId: 'documented' });
    const { frames } = await follow(wsUrl);
    expect(frames.map((frame) => kindOf('order', frame))).toEqual([
      'pending',
      'routing',
      'building',
      'submitted',
      'confirmed',
    ]);
  });

  it('tells the truth about retries, and about an order with several legs', async () => {
    const met = engine.script.met;
    for (let reading = 0; reading < 50; reading += 1) engine.script.next('readPools', 'error');
    const query = new URLSearchParams({ fromToken: 'BONK', toToken: 'JUP', amount: '1000000', clientOrderId: 'legs' });
    const socket = new TestSocket(`${engine.wsUrl}?${query.toString()}`);
    await socket.frame(({ event }) => event === 'job:retrying');
    engine.script.clear();
    expect((await socket.closed).code).toBe(1000);
    expect(engine.script.met).toBeGreaterThan(met);
    const kinds = socket.frames.map((frame) => kindOf('place', frame));
    expect(kinds.slice(0, 3)).toEqual(['pending', 'routing', 'retrying']);
    expect(kinds.at(-1)).toBe('confirmed');
    const fills = socket.frames.at(-1)?.data['fills'];
    expect((fills as unknown[]).length).toBeGreaterThan(1);
  });

  it('tells the truth about a quote that is executed as shown', async () => {
    const quote = await call(`${engine.url}/api/quotes?fromToken=SOL&toToken=USDC&amount=1`);
    const { wsUrl } = await stage(engine.url, { quoteId: quote.body['quoteId'], slippageBps: 5_000 });
    const { frames } = await follow(wsUrl);
    expect(frames.map((frame) => kindOf('order', frame)).at(-1)).toBe('confirmed');
    expect(frames[0]?.data).toHaveProperty('quoteExpiresAt');
  });

  it('tells the truth about orders that are not executed', async () => {
    const staged = await stage(engine.url, { ...SELL_1_SOL, amount: '50000000' });
    const failed = await follow(staged.wsUrl);
    expect(failed.frames.map((frame) => kindOf('order', frame)).at(-1)).toBe('failed');
    const [late, unwanted] = await Promise.all([stage(engine.url), stage(engine.url)]);
    await call(`${engine.url}/api/orders/${unwanted.orderId}`, 'DELETE');
    const cancelled = await follow(unwanted.wsUrl);
    expect(cancelled.frames.map((frame) => kindOf('order', frame))).toEqual(['pending', 'cancelled']);
    await vi.waitFor(async () => {
      expect((await call(`${engine.url}/api/orders/${late.orderId}`)).body).toMatchObject({ status: 'expired' });
    }, PATIENCE);
    const expired = await follow(late.wsUrl);
    expect(expired.frames.map((frame) => kindOf('order', frame))).toEqual(['pending', 'expired']);
    expect(expired.close.code).toBe(CLOSE.EXPIRED);
  });

  it('tells the truth about the feed: events, diagnostic jobs and the answer to every command', async () => {
    const feed = new TestSocket(engine.wsUrl);
    await feed.opened;
    let asked = 0;
    const answerTo = async (event: string, data?: unknown): Promise<string> => {
      const id = (asked += 1);
      const frame = { id, event, data };
      feed.send(frame);
      const answer = kindOf('feed', await feed.frame((one) => one.id === id));
      if (answer !== 'error') expect({ event, faults: faultsOf(event, frame) }).toEqual({ event, faults: [] });
      return answer;
    };
    const { orderId } = await stage(engine.url);
    expect(await answerTo('subscribe', { orderId, watch: true })).toBe('subscribeAck');
    expect(await answerTo('cancel', { orderId })).toBe('cancelAck');
    expect(await answerTo('execute', SELL_1_SOL)).toBe('executeAck');
    await feed.frame(({ status }) => status === 'confirmed');
    expect(await answerTo('unsubscribe', { orderId })).toBe('unsubscribeAck');
    expect(await answerTo('unsubscribe', {})).toBe('unsubscribeAck');
    expect(await answerTo('ping')).toBe('error');
    expect(await answerTo('cancel', { orderId: NOBODY })).toBe('error');
    expect(await answerTo('subscribe', { orderId: 1, more: true })).toBe('error');
    expect(await answerTo('execute', { fromToken: 'SOL', toToken: 'DOGE', amount: '-1' })).toBe('error');
    const events = feed.frames.filter(({ seq }) => seq > 0).map((frame) => kindOf('feed', frame));
    expect(new Set(events)).toEqual(new Set(['pending', 'cancelled', 'routing', 'building', 'submitted', 'confirmed']));
    await feed.end();

    const watcher = new TestSocket(engine.wsUrl);
    await watcher.opened;
    await call(`${engine.url}/enqueue`, 'POST', { orderId: 'smoke', payload: { any: ['thing'] } });
    await call(`${engine.url}/enqueue`, 'POST', { orderId: 'smoke' });
    await vi.waitFor(() => expect(watcher.frames.filter(({ diagnostic }) => diagnostic)).toHaveLength(6), PATIENCE);
    expect(new Set(watcher.frames.map((frame) => kindOf('feed', frame)))).toEqual(new Set(['diagnostic']));
    await watcher.end();
  });

  it('tells the truth about a query that is refused', async () => {
    const refused = await follow(`${engine.wsUrl}?fromToken=SOL&toToken=DOGE&amount=1&clientOrderId=x`);
    expect(refused.frames.map((frame) => kindOf('place', frame))).toEqual(['error']);
    expect(refused.close.code).toBe(CLOSE.BAD_QUERY);
    const { order, place } = document.channels;
    const fields = (query: AnySchema): string[] => Object.keys((query as { properties: object }).properties);
    const known = (await follow(`${engine.wsUrl}?nothing=1`)).close.reason.split('known: ')[1]?.split(/[ ,]+/) ?? [];
    const documented = [...new Set([...fields(order.bindings.ws.query), ...fields(place.bindings.ws.query)])];
    // The reason of a close is short: it may end early.
    expect(known.length).toBeGreaterThan(3);
    for (const field of known.filter((name) => !name.endsWith('…'))) expect(documented).toContain(field);
  });

  it('has no message that was not met above', () => {
    const sent = Object.values(document.operations)
      .flatMap(({ action, messages, reply }) => (action === 'send' ? messages : (reply?.messages ?? [])))
      .map(nameOf);
    expect([...seen].toSorted()).toEqual([...new Set(sent)].toSorted());
    expect(STAGES.every((name) => seen.has(name))).toBe(true);
  });
});

function messagesOf({ messages, reply }: Operation): string[] {
  return [...messages, ...(reply?.messages ?? [])].map(nameOf);
}

function describeFault({ instancePath, message, params }: ErrorObject): string {
  return `${instancePath} ${message} ${JSON.stringify(params)}`;
}
