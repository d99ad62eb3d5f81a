import type { World } from '../support/world.js';

/** How long orders that a fault caught in the middle took to end, by the database's clock. */
export class Recovery {
  private readonly marks: { readonly at: Date; readonly open: ReadonlySet<string> }[] = [];

  constructor(private readonly world: World) {}

  /** A fault happens now. */
  async mark(): Promise<void> {
    const rows = await this.world.query<{ id: string; at: Date }>(
      'SELECT id, clock_timestamp() AS at FROM orders WHERE promoted_at IS NOT NULL AND finished_at IS NULL',
    );
    const [row] = rows;
    if (row) this.marks.push({ at: row.at, open: new Set(rows.map(({ id }) => id)) });
  }

  /** Over all orders that were open at a fault: from the last fault that met them to their end. */
  async longest(): Promise<{ caught: number; longestMs: number }> {
    const rows = await this.world.query<{ id: string; at: Date }>(
      'SELECT id, finished_at AS at FROM orders WHERE finished_at IS NOT NULL',
    );
    let caught = 0;
    let longestMs = 0;
    for (const { id, at } of rows) {
      const last = this.marks.findLast((mark) => mark.open.has(id) && mark.at <= at);
      if (!last) continue;
      caught++;
      longestMs = Math.max(longestMs, Number(at) - Number(last.at));
    }
    return { caught, longestMs };
  }
}
