import type { Signal } from '@preact/signals';
import type { OrderStatus } from '../../../client/index.js';
import { useConsole } from '../use-console.js';
import { FilterSelect } from './filter-select.js';

const STATUSES: readonly OrderStatus[] = [
  'pending',
  'routing',
  'building',
  'submitted',
  'confirmed',
  'failed',
  'cancelled',
  'expired',
];

/** Which orders the list shows. */
export function BlotterFilters() {
  const { blotter, market } = useConsole();
  const { status, fromToken, toToken } = blotter;
  const symbols = market.tokens.value.map(({ symbol }) => symbol);
  const isFiltered = [status, fromToken, toToken].some(({ value }) => value !== '');
  const clear = (): void => {
    for (const filter of [status, fromToken, toToken] as Signal<string>[]) filter.value = '';
  };
  return (
    <div class="filters" role="group" aria-label="Filters">
      <FilterSelect id="filter-status" label="Status" choice={status} choices={STATUSES} />
      <FilterSelect id="filter-from" label="Sold" choice={fromToken} choices={symbols} />
      <FilterSelect id="filter-to" label="Bought" choice={toToken} choices={symbols} />
      <button type="button" class="plain-button" disabled={!isFiltered} onClick={clear}>
        Clear
      </button>
    </div>
  );
}
