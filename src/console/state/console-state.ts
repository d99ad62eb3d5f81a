import { computed, effect } from '@preact/signals';
import { createContext } from 'preact';
import type { OrderEvent } from '../../client/index.js';
import type { Engine } from '../engine.js';
import { isFinal } from '../lib/is-final.js';
import { Announcer } from './announcer.js';
import { Blotter } from './blotter.js';
import { Candles } from './candles.js';
import { Desk } from './desk.js';
import { Feed } from './feed.js';
import { Fills } from './fills.js';
import { Health } from './health.js';
import { LiveQuote } from './live-quote.js';
import { Market } from './market.js';
import { preference } from './preference.js';
import { Theme } from './theme.js';
import { Ticket } from './ticket.js';

/** What is older than this is history, which is read and not announced. */
const NEWS_MS = 5_000;

/** Everything that the page knows, put together around one engine. */
export class ConsoleState {
  readonly announcer = new Announcer();
  readonly theme = new Theme();
  readonly shortcuts = preference('shortcuts', ['on', 'off'], 'on');
  readonly ticket = new Ticket();
  readonly market: Market;
  readonly quote: LiveQuote;
  readonly blotter: Blotter;
  readonly fills: Fills;
  readonly desk: Desk;
  readonly health: Health;
  readonly feed: Feed;
  readonly candles: Candles;
  /** The pair of the ticket as its pools name it. */
  readonly pair = computed(() => this.market.pairOf(this.ticket.fromToken.value, this.ticket.toToken.value));

  constructor(engine: Engine) {
    this.market = new Market(engine);
    this.quote = new LiveQuote(engine, this.ticket, this.market);
    this.blotter = new Blotter(engine);
    this.fills = new Fills(engine, this.blotter);
    this.desk = new Desk(engine, (event, isOwn) => this.happened(event, isOwn));
    this.health = new Health(engine);
    this.feed = new Feed(
      engine,
      (event) => this.heard(event),
      () => this.blotter.refreshSoon(),
    );
    this.candles = new Candles(engine, this.pair);
  }

  start(): () => void {
    const parts = [this.theme, this.market, this.quote, this.blotter, this.fills, this.desk, this.health, this.feed];
    const stops = [...parts, this.candles].map((part) => part.start());
    stops.push(
      effect(() => {
        const { state } = this.feed.connection.value;
        if (state === 'reconnecting') this.announcer.say('Connection lost. Trying again.');
        else if (this.feed.backAfterMs.value !== null) this.announcer.say('Connected again.');
      }),
    );
    return () => stops.forEach((stop) => stop());
  }

  /** An event of an order that is being followed. */
  private happened(event: OrderEvent, isOwn: boolean): void {
    this.heard(event);
    if (isOwn || Date.now() - Date.parse(event.at) < NEWS_MS) this.announcer.sayOf(event);
  }

  private heard(event: OrderEvent): void {
    this.blotter.take(event);
    this.fills.take(event);
    if (isFinal(event.status)) this.market.refreshBalances();
  }
}

/** The page's state, for every component below it. */
export const Console = createContext<ConsoleState>(null as unknown as ConsoleState);
