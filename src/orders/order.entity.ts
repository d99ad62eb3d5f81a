import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ValueTransformer } from 'typeorm';
import type { OrderStatus } from './order-status.js';
import type { Order } from './order.js';

const units: ValueTransformer = {
  from: (text: string | null) => (text === null ? null : BigInt(text)),
  to: (value: bigint | null) => value?.toString() ?? null,
};
const time: ValueTransformer = {
  from: (date: Date | null) => date?.getTime() ?? null,
  to: (ms: number | null) => (ms === null ? null : new Date(ms)),
};
const integer: ValueTransformer = {
  from: (text: string | null) => (text === null ? null : Number(text)),
  to: (value: number | null) => value,
};

/** The `orders` table. Only the journal writes it. */
@Entity('orders')
export class OrderEntity implements Order {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'text' }) owner: string;
  @Column({ type: 'text', name: 'client_order_id', nullable: true }) clientOrderId: string | null;
  @Column({ type: 'text', name: 'request_hash' }) requestHash: string;
  @Column({ type: 'text' }) type: string;
  @Column({ type: 'text', name: 'from_token' }) fromToken: string;
  @Column({ type: 'text', name: 'to_token' }) toToken: string;
  @Column({ type: 'numeric', name: 'amount_in', transformer: units }) amountIn: bigint;
  @Column({ type: 'int', name: 'slippage_bps' }) slippageBps: number;
  @Column({ type: 'numeric', name: 'min_amount_out', nullable: true, transformer: units }) minAmountOut: bigint | null;
  @Column({ type: 'json', nullable: true }) quote: unknown;
  @Column({ type: 'text' }) status: OrderStatus;
  @Column({ type: 'int', name: 'last_seq' }) lastSeq: number;
  @Column({ type: 'int' }) epoch: number;
  @Column({ type: 'int' }) intent: number;
  @Column({ type: 'int' }) attempt: number;
  @Column({ type: 'int' }) generation: number;
  @Column({ type: 'int', name: 'claims_without_progress' }) claimsWithoutProgress: number;
  @Column({ type: 'timestamptz', name: 'promoted_at', nullable: true, transformer: time }) promotedAt: number | null;
  @Column({ type: 'timestamptz', name: 'enqueued_at', nullable: true, transformer: time }) enqueuedAt: number | null;
  @Column({ type: 'timestamptz', name: 'next_attempt_at', nullable: true, transformer: time })
  nextAttemptAt: number | null;
  @Column({ type: 'timestamptz', name: 'expires_at', transformer: time }) expiresAt: number;
  @Column({ type: 'json', nullable: true }) route: unknown;
  @Column({ type: 'text', nullable: true }) signature: string | null;
  @Column({ type: 'bigint', name: 'last_valid_slot', nullable: true, transformer: integer })
  lastValidSlot: number | null;
  @Column({ type: 'numeric', name: 'amount_out', nullable: true, transformer: units }) amountOut: bigint | null;
  @Column({ type: 'text', name: 'executed_price', nullable: true }) executedPrice: string | null;
  @Column({ type: 'text', name: 'failure_code', nullable: true }) failureCode: string | null;
  @Column({ type: 'text', name: 'failure_reason', nullable: true }) failureReason: string | null;
  @Column({ type: 'timestamptz', name: 'created_at', transformer: time }) createdAt: number;
  @Column({ type: 'timestamptz', name: 'updated_at', transformer: time }) updatedAt: number;
  @Column({ type: 'timestamptz', name: 'finished_at', nullable: true, transformer: time }) finishedAt: number | null;
}
