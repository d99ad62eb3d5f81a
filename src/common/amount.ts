/** Amounts are base units (`bigint`) inside and decimal strings of whole tokens on the wire; never a JS number. */

/** The largest amount a token account can hold: 2^64 − 1 base units. */
export const MAX_BASE_UNITS = (1n << 64n) - 1n;

const DECIMAL = /^\d+(?:\.\d+)?$/;

/** Why a decimal string is no amount of a token, in words that a client can act on. */
export class AmountError extends Error {}

/**
 * Whole tokens as a decimal string (`"1.5"`) → base units.
 * @throws AmountError when it is no plain decimal, has more decimals than the token, is zero, or exceeds 2^64 − 1 base units.
 */
export function parseAmount(text: string, decimals: number): bigint {
  if (!DECIMAL.test(text)) {
    throw new AmountError('must be a plain decimal such as "1.5" (digits, optionally a point and digits)');
  }
  const [whole = '', fraction = ''] = text.split('.');
  // Bounded before BigInt sees it: a megabyte of digits would cost seconds.
  if (whole.length > 400 || fraction.length > 400) throw new AmountError('has too many digits');
  if (fraction.length > decimals) {
    if (/^0*$/.test(whole) && /^0*$/.test(fraction.slice(0, decimals)) && /[1-9]/.test(fraction)) {
      throw new AmountError(`is below one base unit; the smallest amount is ${formatAmount(1n, decimals)}`);
    }
    throw new AmountError(`has ${fraction.length} decimals; this token has ${decimals}`);
  }
  const units = BigInt(whole + fraction.padEnd(decimals, '0'));
  if (units === 0n) throw new AmountError('must be greater than 0');
  if (units > MAX_BASE_UNITS) {
    throw new AmountError(`is too large; the most is ${formatAmount(MAX_BASE_UNITS, decimals)}`);
  }
  return units;
}

/** Base units → whole tokens as the shortest exact decimal string. */
export function formatAmount(units: bigint, decimals: number): string {
  const sign = units < 0n ? '-' : '';
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = decimals === 0 ? '' : digits.slice(-decimals).replace(/0+$/, '');
  return sign + whole + (fraction ? `.${fraction}` : '');
}

/**
 * Price as whole quote tokens per whole base token, as a decimal string of at most `digits` significant digits
 * (rounded down). Inputs are base units; `base` must be > 0.
 */
export function formatPrice(
  quote: bigint,
  base: bigint,
  quoteDecimals: number,
  baseDecimals: number,
  digits = 12,
): string {
  if (quote === 0n) return '0';
  const numerator = quote * 10n ** BigInt(baseDecimals);
  const denominator = base * 10n ** BigInt(quoteDecimals);
  const magnitude = numerator.toString().length - denominator.toString().length;
  // The quotient's length is `magnitude` or one more.
  const places = Math.max(0, digits - magnitude);
  const scaled = (numerator * 10n ** BigInt(places)) / denominator;
  const tooLong = places > 0 && scaled.toString().length > digits;
  return tooLong ? formatAmount(scaled / 10n, places - 1) : formatAmount(scaled, places);
}

/** ⌈a / b⌉ for a ≥ 0, b > 0. */
export function ceilDiv(a: bigint, b: bigint): bigint {
  return (a + b - 1n) / b;
}
