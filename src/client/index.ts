/** The public face of the client library: what `order-execution-engine/client` exports. */
export { EngineClient, type EngineClientOptions } from './engine-client.js';
export { EngineError } from './engine-error.js';
export { isFinal, type ConnectionState, type StreamOptions } from './follow.js';
export * from './stage-data.js';
export type { RetryOptions } from './wait.js';
export * from './types.js';
