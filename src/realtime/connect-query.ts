import { isUuid } from '../common/ids.js';
import { ORDER_FIELDS } from '../orders/place-order.dto.js';

/** What a client that connects wants, by its query. */
export type ConnectWish =
  | { readonly kind: 'feed' }
  | { readonly kind: 'follow'; readonly orderId: string; readonly lastSeq: number; readonly watch: boolean }
  | { readonly kind: 'place'; readonly order: Readonly<Record<string, string>>; readonly lastSeq: number }
  | { readonly kind: 'refused'; readonly reason: string };

const OWN_FIELDS = ['orderId', 'lastSeq', 'watch'];
const KNOWN: ReadonlySet<string> = new Set([...OWN_FIELDS, ...ORDER_FIELDS]);

/** Reads the query of an upgrade's URL; what is wrong with it comes back in words. */
export function readConnectQuery(url: string): ConnectWish {
  const start = url.indexOf('?');
  if (start === -1 || start === url.length - 1) return { kind: 'feed' };
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(url.slice(start + 1))) {
    if (!KNOWN.has(name)) return refused(`unknown parameter ${name.slice(0, 40)}; known: ${[...KNOWN].join(', ')}`);
    if (fields.has(name)) return refused(`${name} is given twice`);
    fields.set(name, value);
  }
  const orderId = fields.get('orderId');
  const placing = [...fields.keys()].filter((name) => !OWN_FIELDS.includes(name));
  const lastSeq = readLastSeq(fields.get('lastSeq'));
  const watch = fields.get('watch') ?? '0';
  if (lastSeq === undefined) return refused('lastSeq must be a whole number from 0');
  if (watch !== '0' && watch !== '1') return refused('watch must be 0 or 1');
  if (orderId !== undefined) {
    if (placing.length > 0) return refused(`orderId follows an order and ${placing[0]} places one: give either`);
    if (!isUuid(orderId)) return refused('orderId must be a UUID');
    return { kind: 'follow', orderId: orderId.toLowerCase(), lastSeq, watch: watch === '1' };
  }
  if (placing.length === 0) {
    const [name] = fields.keys();
    return name === undefined ? { kind: 'feed' } : refused(`${name} needs an orderId: the global feed has no position`);
  }
  if (watch === '1') return refused('watch needs an orderId: an order that is placed is also run');
  if (lastSeq > 0 && !fields.has('clientOrderId'))
    return refused('lastSeq needs the clientOrderId of the order to resume');
  const order = Object.fromEntries(placing.map((name) => [name, fields.get(name) ?? '']));
  return { kind: 'place', order, lastSeq };
}

function refused(reason: string): ConnectWish {
  return { kind: 'refused', reason };
}

function readLastSeq(text: string | undefined): number | undefined {
  if (text === undefined) return 0;
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
