import type { Order } from '../../client/index.js';

/** The newest page of a list that is already on the screen, told apart by what it changes. */
export interface MergedPage {
  /** What is on the screen, with the page's newer states, less what the page should have and does not. */
  readonly rows: readonly Order[];
  /** Orders that are newer than everything on the screen, newest first. */
  readonly arrived: readonly Order[];
  /** Whether there may be orders between the page and the screen that neither has. */
  readonly hasHole: boolean;
}

/** Compares a fresh first page with the rows that are shown; both newest first by id. */
export function mergePage(rows: readonly Order[], page: readonly Order[], isWholeList: boolean): MergedPage {
  const newest = rows[0]?.orderId ?? '';
  const fresh = new Map(page.map((order) => [order.orderId, order]));
  const oldest = isWholeList ? '' : (page.at(-1)?.orderId ?? '');
  const isGone = ({ orderId }: Order): boolean => orderId >= oldest && !fresh.has(orderId);
  const arrived = page.filter((order) => order.orderId > newest);
  return {
    rows: rows
      .filter((row) => !isGone(row))
      .map((row) => {
        const found = fresh.get(row.orderId);
        return found && found.lastSeq > row.lastSeq ? found : row;
      }),
    arrived,
    hasHole: rows.length > 0 && arrived.length === page.length && page.length > 0 && !isWholeList,
  };
}
