import type { EventRow } from '../../../src/orders/order-rows.js';
import type { Order } from '../../../src/orders/order.js';

/** Rows of the journal's statements as it sends them. */
export interface StagedRow {
  readonly id: string;
  readonly owner: string;
  readonly client_order_id: string | null;
  readonly request_hash: string;
  readonly type: string;
  readonly from_token: string;
  readonly to_token: string;
  readonly amount_in: string;
  readonly slippage_bps: number;
  readonly quote: unknown;
  readonly ttl_ms: number;
  readonly data: EventRow['data'];
  readonly at: number;
}

export interface AppendRow {
  readonly n: number;
  readonly id: string;
  readonly epoch: number;
  readonly last_seq: number;
  readonly new_seq: number;
  readonly status: Order['status'];
  readonly attempt: number;
  readonly intent: number;
  readonly min_amount_out?: string;
  readonly next_attempt_ms: number | null;
  readonly route?: unknown;
  readonly signature?: string | null;
  readonly last_valid_slot?: number | null;
  readonly amount_out?: string;
  readonly executed_price?: string | null;
  readonly failure_code?: string | null;
  readonly failure_reason?: string | null;
}

export type EventInput = EventRow & { readonly n: number; readonly status: Order['status'] };
