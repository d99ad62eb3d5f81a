import { Injectable, Logger } from '@nestjs/common';

const MAX_ORPHANS = 10_000;

/** Logs each update of an order whose last socket here went away before the order ended. */
@Injectable()
export class OrphanLog {
  private readonly logger = new Logger('NoSocket');
  /** By order, the newest event that needs no mention. */
  private readonly orphans = new Map<string, number>();

  get empty(): boolean {
    return this.orphans.size === 0;
  }

  /** The last socket of an order vanished after showing the events up to a position. */
  add(orderId: string, position: number): void {
    this.orphans.set(orderId, position);
    if (this.orphans.size <= MAX_ORPHANS) return;
    const [oldest] = this.orphans.keys();
    if (oldest !== undefined) this.orphans.delete(oldest);
  }

  /** There is a socket again. */
  remove(orderId: string): void {
    this.orphans.delete(orderId);
  }

  has(orderId: string): boolean {
    return this.orphans.has(orderId);
  }

  /** An event came that no socket of its order is there for. */
  missed(orderId: string, seq: number, status: string, final: boolean): void {
    const position = this.orphans.get(orderId);
    if (position === undefined || seq <= position) return;
    this.logger.warn(`order ${orderId}: event ${seq} (${status}) had no socket to go to`);
    if (final) this.orphans.delete(orderId);
    else this.orphans.set(orderId, seq);
  }
}
