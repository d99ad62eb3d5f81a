import { useConsole } from '../use-console.js';

interface TokenSelectProps {
  readonly side: 'from' | 'to';
  readonly label: string;
}

/** One side of the pair. */
export function TokenSelect({ side, label }: TokenSelectProps) {
  const { ticket, market } = useConsole();
  const chosen = side === 'from' ? ticket.fromToken.value : ticket.toToken.value;
  const tokens = market.tokens.value;
  return (
    <div class="field">
      <label class="label" for={`token-${side}`}>
        {label}
      </label>
      <select
        id={`token-${side}`}
        value={chosen}
        onChange={(change) => ticket.choose(side, change.currentTarget.value)}
      >
        {tokens.length === 0 && <option value={chosen}>{chosen}</option>}
        {tokens.map(({ symbol, name }) => (
          <option key={symbol} value={symbol} selected={symbol === chosen} title={name}>
            {symbol}
          </option>
        ))}
      </select>
    </div>
  );
}
