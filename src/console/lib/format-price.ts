/** Digits after the point that a price of this size is shown with. */
export function priceDigits(price: number): number {
  if (!(price > 0)) return 2;
  return Math.min(12, Math.max(2, 5 - Math.floor(Math.log10(price))));
}

/** A price with six significant digits or more, so that neighbouring prices line up. */
export function formatPrice(price: string | number): string {
  const value = Number(price);
  const digits = Math.min(priceDigits(value), value >= 100 ? 3 : 12);
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
