import { Amount } from '../amount.js';
import { Empty } from '../empty.js';
import { Skeleton } from '../skeleton.js';
import { useConsole } from '../use-console.js';

/** What the wallet holds. */
export function BalanceTable() {
  const { market } = useConsole();
  const balances = market.balances.value;
  if (balances === null) {
    return market.error.value === null ? (
      <Skeleton rows={7} label="Loading the wallet" />
    ) : (
      <Empty title="The wallet could not be loaded">{market.error.value}</Empty>
    );
  }
  return (
    <table class="balances">
      <thead>
        <tr>
          <th scope="col">Token</th>
          <th scope="col">Name</th>
          <th scope="col" class="right">
            Amount
          </th>
        </tr>
      </thead>
      <tbody>
        {market.tokens.value.map(({ symbol, name }) => (
          <tr key={symbol}>
            <th scope="row">{symbol}</th>
            <td class="muted">{name}</td>
            <td class="right">
              <Amount value={balances.get(symbol) ?? '0'} style="exact" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
