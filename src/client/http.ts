import { EngineError } from './engine-error.js';
import type { Problem } from './types.js';
import { backoff, DEFAULT_TIMEOUT_MS, wait, type RetryOptions } from './wait.js';

export interface HttpOptions {
  readonly base: string;
  readonly apiKey?: string | undefined;
  readonly fetch: typeof globalThis.fetch;
  readonly retry: RetryOptions;
}

export interface HttpRequest {
  readonly method?: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** Whether sending it again does no harm: it is then sent until there is an answer. */
  readonly repeatable?: boolean;
  /** Statuses whose body is an answer and no refusal. */
  readonly accept?: readonly number[];
}

/** Statuses that say "later", not "no". */
const LATER: readonly number[] = [429, 502, 503, 504];
const DEFAULT_ATTEMPTS = 5;

/** One call of the REST API. @throws EngineError for refusals; the signal's reason when it is aborted. */
export async function request<T>(options: HttpOptions, path: string, call: HttpRequest = {}): Promise<T> {
  const { attempts = DEFAULT_ATTEMPTS } = options.retry;
  for (let attempt = 1; ; attempt += 1) {
    let retryAfterMs = 0;
    try {
      const response = await send(options, path, call);
      const text = await response.text();
      const body = parse(text);
      if (response.ok || call.accept?.includes(response.status)) {
        if (body !== undefined) return body as T;
        throw new EngineError('PROTOCOL', `what ${options.base} answered is not JSON`, response.status);
      }
      const refusal = refusalOf(response, (body ?? { detail: text.slice(0, 200) }) as Problem);
      if (!call.repeatable || attempt >= attempts || !LATER.includes(response.status)) throw refusal;
      retryAfterMs = msUntil(response.headers.get('retry-after'));
    } catch (error) {
      call.signal?.throwIfAborted();
      if (error instanceof EngineError) throw error;
      if (!call.repeatable || attempt >= attempts) {
        throw new EngineError('UNREACHABLE', `the engine at ${options.base} does not answer`, undefined, undefined, {
          cause: error,
        });
      }
    }
    await wait(Math.max(retryAfterMs, backoff(attempt, options.retry)), call.signal);
  }
}

function send({ base, apiKey, fetch, retry }: HttpOptions, path: string, call: HttpRequest): Promise<Response> {
  const late = AbortSignal.timeout(retry.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  const url = new URL(base + path);
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return fetch(url, {
    method: call.method ?? 'GET',
    headers: {
      accept: 'application/json',
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
    },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    signal: call.signal ? AbortSignal.any([call.signal, late]) : late,
  });
}

function parse(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What `Retry-After` says, seconds or a date, in ms; 0 for what says nothing. */
function msUntil(after: string | null): number {
  const seconds = Number(after ?? 0);
  return (Number.isNaN(seconds) ? Date.parse(after ?? '') - Date.now() : seconds * 1_000) || 0;
}

function refusalOf({ status, statusText }: Response, problem: Problem): EngineError {
  const words = (problem.detail ?? problem.title) || `the engine answered ${status} ${statusText}`.trim();
  return new EngineError(problem.code ?? 'PROTOCOL', words, status, problem);
}
