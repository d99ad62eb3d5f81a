import { computed, effect, signal } from '@preact/signals';
import type { Quote, VenueQuote } from '../../client/index.js';
import type { Engine } from '../engine.js';
import { leastOutput } from '../lib/least-output.js';
import type { Market } from './market.js';
import { poll } from './poll.js';
import type { Ticket } from './ticket.js';

const EVERY_MS = 2_000;
const TYPING_MS = 200;
/** A refusal seldom becomes an offer. */
const REFUSED_MS = 6_000;

/** Why there is no quote: the engine's code and words, and what each venue said. */
export interface QuoteRefusal {
  readonly code: string;
  readonly message: string;
  readonly quotes: readonly VenueQuote[];
}

/** The quote of what is in the ticket, asked anew every two seconds. */
export class LiveQuote {
  readonly quote = signal<Quote | null>(null);
  readonly refusal = signal<QuoteRefusal | null>(null);
  /** When the quote came, by this machine's clock; its age is told from this. */
  readonly quotedAt = signal(0);
  /** Whether what is shown belongs to what is in the ticket. */
  readonly isCurrent = computed(() => {
    const quote = this.quote.value;
    const { fromToken, toToken, amount } = this.ticket;
    return (
      quote !== null &&
      quote.fromToken === fromToken.value &&
      quote.toToken === toToken.value &&
      quote.amount === plain(amount.value)
    );
  });
  readonly least = computed(() => {
    const quote = this.quote.value;
    const bps = this.ticket.slippageBps.value;
    if (!quote || bps === null) return null;
    return leastOutput(quote.route.amountOut, bps, this.market.decimalsOf(quote.toToken));
  });

  constructor(
    private readonly engine: Engine,
    private readonly ticket: Ticket,
    private readonly market: Market,
  ) {}

  start(): () => void {
    let stop = (): void => undefined;
    let timer = 0;
    const end = effect(() => {
      const { fromToken, toToken, amount, amountFault } = this.ticket;
      const request = { fromToken: fromToken.value, toToken: toToken.value, amount: plain(amount.value) };
      clearTimeout(timer);
      stop();
      this.refusal.value = null;
      if (amountFault.value !== null) {
        this.quote.value = null;
        return;
      }
      timer = window.setTimeout(() => {
        stop = poll(EVERY_MS, {
          ask: () => this.engine.quote(request),
          answered: (quote) => {
            this.quote.value = { ...quote, amount: request.amount };
            this.quotedAt.value = Date.now();
            this.refusal.value = null;
          },
          afterFailureMs: REFUSED_MS,
          failed: (error) => {
            this.quote.value = null;
            this.refusal.value = toRefusal(error);
          },
        });
      }, TYPING_MS);
    });
    return () => {
      end();
      clearTimeout(timer);
      stop();
    };
  }
}

function plain(amount: string): string {
  return amount.trim();
}

function toRefusal(error: Error & { code?: unknown; problem?: unknown }): QuoteRefusal {
  const problem = error.problem as { quotes?: unknown } | null | undefined;
  const quotes = Array.isArray(problem?.quotes) ? (problem.quotes as VenueQuote[]) : [];
  return { code: typeof error.code === 'string' ? error.code : 'UNREACHABLE', message: error.message, quotes };
}
