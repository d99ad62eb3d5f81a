import { BlotterPanel } from './blotter/blotter-panel.js';
import { ChartPanel } from './chart/chart-panel.js';
import { Announcements } from './frame/announcements.js';
import { HelpDialog } from './frame/help-dialog.js';
import { NoticeBar } from './frame/notice-bar.js';
import { SectionNav } from './frame/section-nav.js';
import { SkipLinks } from './frame/skip-links.js';
import { StatusBar } from './frame/status-bar.js';
import { TopBar } from './frame/top-bar.js';
import { useShortcuts } from './frame/use-shortcuts.js';
import { MarketPanel } from './market/market-panel.js';
import { OrderPanel } from './order/order-panel.js';
import { TicketPanel } from './ticket/ticket-panel.js';

/** The whole page. */
export function App() {
  useShortcuts();
  return (
    <div class="app">
      <SkipLinks />
      <TopBar />
      <NoticeBar />
      <main class="desk">
        <h1 class="unseen">Trading console</h1>
        <TicketPanel />
        <OrderPanel />
        <ChartPanel />
        <BlotterPanel />
        <MarketPanel />
      </main>
      <StatusBar />
      <SectionNav />
      <HelpDialog />
      <Announcements />
    </div>
  );
}
