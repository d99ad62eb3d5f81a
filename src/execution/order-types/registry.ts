import type { OrderType } from '../../orders/place-order.dto.js';
import { MarketExecutor } from './market.js';
import type { OrderExecutor } from './order-executor.js';

/** One line per order type; the compiler asks for the missing one. */
const EXECUTORS: Readonly<Record<OrderType, OrderExecutor>> = {
  market: new MarketExecutor(),
};

export function executorOf(type: string): OrderExecutor {
  const executor = Object.hasOwn(EXECUTORS, type) ? EXECUTORS[type as OrderType] : undefined;
  if (!executor) throw new Error(`no executor for order type ${type}`);
  return executor;
}
