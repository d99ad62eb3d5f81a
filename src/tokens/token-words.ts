import { printable } from '../common/printable.js';
import { TOKENS } from './tokens.js';

/** The symbols of all tokens, for a sentence. */
export const SYMBOLS = TOKENS.map((token) => token.symbol).join(', ');

/** What is said of a symbol that no token has. */
export function unknownToken(symbol: string): string {
  const meant = symbol.trim().toLowerCase();
  const near = TOKENS.find((known) => known.symbol.toLowerCase() === meant);
  return `${meant === '' ? 'an empty symbol' : printable(symbol)} is unknown; ${near ? `did you mean ${near.symbol}?` : `we trade ${SYMBOLS}`}`;
}
