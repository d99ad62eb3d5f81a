import { AmountError } from '../common/amount.js';
import { isLongNumber } from '../common/json.js';

/** The plain decimal text of an amount as it came. */
export function decimalText(amount: unknown): string {
  if (amount === undefined) throw new AmountError('is missing; it takes a decimal string such as "1.5"');
  if (isLongNumber(amount)) throw new AmountError('has more than 15 significant digits; send it as a string');
  if (typeof amount === 'string') return amount;
  if (typeof amount !== 'number' || !Number.isFinite(amount)) {
    throw new AmountError('must be a decimal string such as "1.5", or a finite number');
  }
  if (amount <= 0) throw new AmountError('must be greater than 0');
  const [mantissa = '', exponent = '0'] = String(amount).split('e');
  if (mantissa.replace(/[.]/g, '').replace(/^0+/, '').replace(/0+$/, '').length > 15) {
    throw new AmountError('has more than 15 significant digits; send it as a string');
  }
  return shift(mantissa, Number(exponent));
}

/** `1.5`, −3 → `0.0015`. */
function shift(mantissa: string, exponent: number): string {
  const [whole = '', fraction = ''] = mantissa.split('.');
  if (exponent >= 0) {
    const padded = fraction.padEnd(exponent, '0');
    const rest = padded.slice(exponent);
    return whole + padded.slice(0, exponent) + (rest ? `.${rest}` : '');
  }
  const padded = whole.padStart(1 - exponent, '0');
  return `${padded.slice(0, exponent)}.${padded.slice(exponent)}${fraction}`;
}
