/** Stands in parsed JSON for a number whose text has more digits than a JS number keeps. */
export interface LongNumber {
  readonly $longNumber: string;
}

export function isLongNumber(value: unknown): value is LongNumber {
  return typeof value === 'object' && value !== null && '$longNumber' in value;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/** Digits that matter: without sign, point, exponent, leading and trailing zeros. */
function significantDigits(number: string): number {
  const mantissa = number.replace(/[eE].*$/, '').replace(/[-.]/g, '');
  return mantissa.replace(/^0+/, '').replace(/0+$/, '').length;
}

/**
 * JSON.parse that does not silently round: a number of more than 15 significant digits becomes a LongNumber, so that
 * validation can ask for a string.
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (!/\d[\d.]{15}/.test(text)) return value;
  let long = false;
  const marked = text.replace(TOKEN, (token) => {
    if (token.startsWith('"') || significantDigits(token) <= 15) return token;
    long = true;
    return `{"$longNumber":"${token}"}`;
  });
  return long ? (JSON.parse(marked) as unknown) : value;
}
