import { Panel } from '../panel.js';
import { BlotterFilters } from './blotter-filters.js';
import { BlotterTable } from './blotter-table.js';

/** All orders, newest first. */
export function BlotterPanel() {
  return (
    <Panel id="blotter" title="Orders" tools={<BlotterFilters />}>
      <BlotterTable />
    </Panel>
  );
}
