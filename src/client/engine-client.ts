import { fed, followed, type SocketOptions, type StreamOptions } from './follow.js';
import { request, type HttpOptions, type HttpRequest } from './http.js';
import type { SocketConstructor } from './socket.js';
import type {
  Balances,
  CandleRequest,
  Candles,
  FeedEvent,
  Items,
  Job,
  Order,
  OrderDetail,
  OrderEvent,
  OrderFilter,
  Page,
  PlaceOrder,
  Pool,
  Quote,
  QuoteRequest,
  Readiness,
  StagedOrder,
  Token,
} from './types.js';
import type { RetryOptions } from './wait.js';

export interface EngineClientOptions {
  /** Of the engine; default: the page's own origin in a browser, else `http://127.0.0.1:3000`. */
  readonly url?: string;
  readonly apiKey?: string;
  readonly fetch?: typeof globalThis.fetch;
  readonly webSocket?: SocketConstructor;
  /** How calls that may be repeated and lost sockets are tried again. */
  readonly retry?: RetryOptions;
}

interface CallOptions {
  readonly signal?: AbortSignal;
}

const NOT_READY = 503;

/**
 * The engine's API, for Node and browsers. Amounts are decimal strings of whole tokens; refusals are `EngineError`s.
 *
 * ```ts
 * import { EngineClient } from 'order-execution-engine/client';
 *
 * const client = new EngineClient({ url: 'http://127.0.0.1:3000' });
 * for await (const event of client.execute({ fromToken: 'SOL', toToken: 'USDC', amount: '1.5' })) {
 *   console.log(event.seq, event.status, event.message);
 * }
 * ```
 */
export class EngineClient {
  readonly url: string;
  private readonly http: HttpOptions;
  private readonly sockets: SocketOptions;

  constructor({ url, apiKey, fetch, webSocket, retry = {} }: EngineClientOptions = {}) {
    const { location } = globalThis as { location?: { origin: string } };
    this.url = (url ?? location?.origin ?? 'http://127.0.0.1:3000').replace(/\/+$/, '');
    this.http = { base: this.url, apiKey, retry, fetch: fetch ?? ((...args) => globalThis.fetch(...args)) };
    this.sockets = { base: this.url, webSocket, retry };
  }

  /**
   * Places an order and gives its events, each once and in order, to the last one. Sends the order again while the
   * engine cannot be reached (one order all the same), and comes back to where it was when the socket is lost. Ending
   * the loop or the signal leaves the order alone: it goes on; `cancel` cancels it.
   * @throws EngineError when the order is refused; the signal's reason when it is aborted.
   */
  async *execute(order: PlaceOrder, options: StreamOptions = {}): AsyncGenerator<OrderEvent, void, undefined> {
    const { orderId } = await this.place(order, options);
    yield* this.follow(orderId, options);
  }

  /**
   * Stages an order; it runs once somebody follows it without `watch`. Sent again, as often as `retry.attempts` says,
   * until there is an answer.
   */
  place(order: PlaceOrder, { signal }: CallOptions = {}): Promise<StagedOrder> {
    const body = { ...order, clientOrderId: order.clientOrderId ?? newId() };
    return this.call('/api/orders/execute', { method: 'POST', body, signal, repeatable: true });
  }

  /** The events of an order after `lastSeq` (default: all), to the last. `watch`: looks, and never starts it. */
  follow(
    orderId: string,
    options: StreamOptions & { readonly lastSeq?: number; readonly watch?: boolean } = {},
  ): AsyncGenerator<OrderEvent, void, undefined> {
    return followed(this.sockets, orderId, options);
  }

  /** The events of all orders from now on, until the loop or the signal ends. `onConnection` tells of gaps. */
  feed(options: StreamOptions = {}): AsyncGenerator<FeedEvent, void, undefined> {
    return fed(this.sockets, options);
  }

  /** An order with its whole history. */
  order(orderId: string, options: CallOptions = {}): Promise<OrderDetail> {
    return this.read(`/api/orders/${encodeURIComponent(orderId)}`, {}, options);
  }

  /** Orders, newest first, a page at a time. */
  orders(filter: OrderFilter = {}, options: CallOptions = {}): Promise<Page<Order>> {
    return this.read('/api/orders', { ...filter }, options);
  }

  /** Cancels an order that has not been submitted. */
  cancel(orderId: string, { signal }: CallOptions = {}): Promise<Order> {
    const path = `/api/orders/${encodeURIComponent(orderId)}`;
    return this.call(path, { method: 'DELETE', signal, repeatable: true });
  }

  /** What every venue would give now and the route the engine would take; its `quoteId` can be executed for 10 s. */
  quote({ fromToken, toToken, amount }: QuoteRequest, options: CallOptions = {}): Promise<Quote> {
    return this.read('/api/quotes', { fromToken, toToken, amount }, options);
  }

  tokens(options: CallOptions = {}): Promise<Items<Token>> {
    return this.read('/api/tokens', {}, options);
  }

  /** All pools, or those of a pair such as `SOL/USDC`. */
  pools(filter: { readonly pair?: string } = {}, options: CallOptions = {}): Promise<Items<Pool>> {
    return this.read('/api/pools', { pair: filter.pair }, options);
  }

  balances(options: CallOptions = {}): Promise<Balances> {
    return this.read('/api/balances', {}, options);
  }

  /** Price history, oldest first. */
  candles(candles: CandleRequest, options: CallOptions = {}): Promise<Candles> {
    return this.read('/api/candles', { ...candles }, options);
  }

  /** The state of everything the engine depends on, also when something is down. */
  health({ signal }: CallOptions = {}): Promise<Readiness> {
    return this.call('/health/ready', { signal, accept: [NOT_READY] });
  }

  /** What the queue knows of an order's job. */
  job(jobId: string, options: CallOptions = {}): Promise<Job> {
    return this.read(`/jobs/${encodeURIComponent(jobId)}`, {}, options);
  }

  private read<T>(path: string, query: NonNullable<HttpRequest['query']>, { signal }: CallOptions): Promise<T> {
    return this.call(path, { query, signal, repeatable: true });
  }

  private call<T>(path: string, call: HttpRequest): Promise<T> {
    return request<T>(this.http, path, call);
  }
}

/** `crypto.randomUUID` needs a secure page; this does not. */
function newId(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
