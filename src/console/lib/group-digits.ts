/** Amounts within a sentence of the engine, grouped as everywhere on the page: `got 405320.6 USDC` says `405,320.6`. */
export function groupDigits(sentence: string): string {
  return sentence.replaceAll(/(?<![\w.])\d{4,}(?=(\.\d+)? [A-Z])/g, (whole) => BigInt(whole).toLocaleString('en-US'));
}
