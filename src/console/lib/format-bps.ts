const large = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });
const small = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 2 });

/** A hundredth of a basis point is as good as nothing. */
const NOTHING_PERCENT = 0.0001;

/** Hundredths of a per cent as a percentage, to two digits that count: 50 is `0.5 %`, 0.231 is `0.0023 %`. */
export function formatBps(bps: number): string {
  const percent = Math.abs(bps / 100) < NOTHING_PERCENT ? 0 : bps / 100;
  return `${(Math.abs(percent) < 1 ? small : large).format(percent)} %`;
}
