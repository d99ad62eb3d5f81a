const PREFIX = '01a1fd14-0000-7000-8000-';
const IDS = new RegExp(`${PREFIX}0*([0-9a-f]+)`, 'g');

/** Puts a short name in place of each order id of this world: `#1` for the first. */
export function withOrderNames(text: string): string {
  return text.replace(IDS, (_, digits: string) => `#${Number.parseInt(digits, 16)}`);
}

/** The id of the nth order that anybody wanted to place. */
export function orderIdOf(n: number): string {
  return `${PREFIX}${n.toString(16).padStart(12, '0')}`;
}

/** The short names of the orders that values speak of, each once. */
export function ordersIn(values: readonly unknown[]): string {
  const names = new Set<string>();
  for (const value of values)
    if (typeof value === 'string' || Array.isArray(value))
      for (const [, digits = ''] of value.toString().matchAll(IDS)) names.add(`#${Number.parseInt(digits, 16)}`);
  return [...names].join(' ');
}
