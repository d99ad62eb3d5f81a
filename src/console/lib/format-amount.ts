const plain = new Intl.NumberFormat('en-US', { maximumFractionDigits: 12 });
const large = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });
const huge = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const middle = new Intl.NumberFormat('en-US', { maximumFractionDigits: 4 });
const small = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 5 });
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });

/** A decimal string with grouped digits; `exact` keeps all of them, `short` as many as tell it apart, `compact` three. */
export function formatAmount(text: string, style: 'exact' | 'short' | 'compact' = 'short'): string {
  const value = Number(text);
  if (style === 'exact') return plain.format(text as Intl.StringNumericLiteral);
  if (style === 'compact') return compact.format(value);
  if (value >= 1_000_000) return huge.format(value);
  if (value >= 1_000) return large.format(value);
  return (value >= 1 ? middle : small).format(value);
}
