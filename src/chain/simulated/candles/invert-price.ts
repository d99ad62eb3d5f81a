import { formatPrice } from '../../../common/amount.js';

/** 1 ÷ a price given as a decimal string, to 12 digits; a price of nothing stays nothing. */
export function invertPrice(price: string): string {
  const [whole = '', fraction = ''] = price.split('.');
  const digits = BigInt(whole + fraction);
  return digits === 0n ? '0' : formatPrice(10n ** BigInt(fraction.length), digits, 0, 0);
}
