import { useSignal } from '@preact/signals';
import { Panel } from '../panel.js';
import { BalanceTable } from './balance-table.js';
import { DepthView } from './depth-view.js';
import { Tabs } from './tabs.js';

/** Where the pair can be traded and how deep, and what the wallet holds. */
export function MarketPanel() {
  const tab = useSignal<'depth' | 'wallet'>('depth');
  return (
    <Panel
      id="market"
      title="Market"
      tools={
        <Tabs
          label="Market"
          choice={tab}
          tabs={[
            ['depth', 'Pools and depth'],
            ['wallet', 'Wallet'],
          ]}
        />
      }
    >
      <div
        class="panel-body"
        role="tabpanel"
        id={`tabpanel-${tab.value}`}
        aria-labelledby={`tab-${tab.value}`}
        tabIndex={0}
      >
        {tab.value === 'depth' ? <DepthView /> : <BalanceTable />}
      </div>
    </Panel>
  );
}
