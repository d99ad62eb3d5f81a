import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OrderEntity } from './order.entity.js';
import type { OrderEvent, OrderEventKind, EventData } from './order-event.js';
import type { Order } from './order.js';

/** An event as the database returns it inside JSON. */
export interface EventRow {
  readonly order_id: string;
  readonly seq: number;
  readonly event: OrderEventKind;
  readonly attempt: number;
  readonly data: EventData;
  /** ms since the Unix epoch. */
  readonly at: number;
}

interface Column {
  readonly property: string;
  readonly name: string;
  readonly read: (raw: unknown) => unknown;
}

const asItIs = (raw: unknown): unknown => raw;

/** Rows of raw statements → orders, by the entity's own column map. */
@Injectable()
export class OrderRows {
  private columns: readonly Column[] | undefined;

  constructor(private readonly source: DataSource) {}

  order(row: Readonly<Record<string, unknown>>): Order {
    const order: Record<string, unknown> = {};
    for (const { property, name, read } of (this.columns ??= this.columnsOf())) order[property] = read(row[name]);
    return order as unknown as Order;
  }

  event(row: EventRow): OrderEvent {
    const { order_id: orderId, seq, event: kind, attempt, data, at } = row;
    return { orderId, seq, kind, attempt, data, at: Number(at) };
  }

  private columnsOf(): Column[] {
    return this.source.getMetadata(OrderEntity).columns.map(({ propertyName, databaseName, transformer }) => {
      if (Array.isArray(transformer)) throw new Error(`${propertyName}: one transformer at the most`);
      return {
        property: propertyName,
        name: databaseName,
        read: transformer ? (raw) => transformer.from(raw) : asItIs,
      };
    });
  }
}
