import { formatAmount } from '../lib/format-amount.js';

interface AmountProps {
  readonly value: string | null | undefined;
  readonly token?: string | undefined;
  /** `exact`: all digits. `list`: millions are cut short. What is not shown is in the title. */
  readonly style?: 'exact' | 'short' | 'list';
}

const MILLION = 1_000_000;

/** An amount of whole tokens in tabular figures. */
export function Amount({ value, token, style = 'short' }: AmountProps) {
  if (value === null || value === undefined) return <span class="muted">–</span>;
  const cut = style === 'list' && Number(value) >= MILLION ? 'compact' : 'short';
  return (
    <span class="num" title={style === 'exact' ? undefined : formatAmount(value, 'exact')}>
      {formatAmount(value, style === 'exact' ? 'exact' : cut)}
      {token && <span class="unit"> {token}</span>}
    </span>
  );
}
