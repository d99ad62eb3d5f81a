import type { EngineClient } from '../client/index.js';

/** What the page needs of the client library. */
export type Engine = Pick<
  EngineClient,
  | 'execute'
  | 'follow'
  | 'feed'
  | 'order'
  | 'orders'
  | 'cancel'
  | 'quote'
  | 'tokens'
  | 'pools'
  | 'balances'
  | 'candles'
  | 'health'
>;
