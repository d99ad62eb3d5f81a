/** A token that can be traded: its symbol, the decimals of its base unit, and its name. */
export interface Token {
  readonly symbol: string;
  readonly decimals: number;
  readonly name: string;
}

/** Mainnet's decimals. */
export const TOKENS: readonly Token[] = [
  { symbol: 'SOL', decimals: 9, name: 'Solana' },
  { symbol: 'USDC', decimals: 6, name: 'USD Coin' },
  { symbol: 'USDT', decimals: 6, name: 'Tether USD' },
  { symbol: 'JUP', decimals: 6, name: 'Jupiter' },
  { symbol: 'RAY', decimals: 6, name: 'Raydium' },
  { symbol: 'BONK', decimals: 5, name: 'Bonk' },
  { symbol: 'mSOL', decimals: 9, name: 'Marinade staked SOL' },
];

const BY_SYMBOL: ReadonlyMap<string, Token> = new Map(TOKENS.map((token) => [token.symbol, token]));

/** The token of a symbol (exact case), or undefined. */
export function findToken(symbol: string): Token | undefined {
  return BY_SYMBOL.get(symbol);
}

/** The token of a symbol that has been validated before. @throws Error on one that has not. */
export function tokenOf(symbol: string): Token {
  const token = BY_SYMBOL.get(symbol);
  if (!token) throw new Error(`unknown token ${symbol}`);
  return token;
}
