/** The exact sum of two decimals such as `1.5`, not negative. */
export function addDecimals(a: string, b: string): string {
  const places = Math.max(placesOf(a), placesOf(b));
  const sum = String(unitsOf(a, places) + unitsOf(b, places)).padStart(places + 1, '0');
  if (places === 0) return sum;
  return `${sum.slice(0, -places)}.${sum.slice(-places)}`.replace(/\.?0+$/, '');
}

function placesOf(text: string): number {
  return text.split('.')[1]?.length ?? 0;
}

function unitsOf(text: string, places: number): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(places, '0'));
}
