/** Hundredths of a per cent as a percentage: 50 is `0.5 %`. */
export function formatBps(bps: number): string {
  const percent = bps / 100;
  const digits = Math.abs(percent) >= 1 || percent === 0 ? 2 : 4;
  return `${percent.toLocaleString('en-US', { maximumFractionDigits: digits })} %`;
}
