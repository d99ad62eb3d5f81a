import { computed, signal } from '@preact/signals';

const AMOUNT = /^\d+(\.\d+)?$/;
const MAX_SLIPPAGE_BPS = 5_000;

/** What the trader has put into the ticket. */
export class Ticket {
  readonly fromToken = signal('SOL');
  readonly toToken = signal('USDC');
  readonly amount = signal('1');
  readonly slippage = signal('50');
  /** `market`: routed anew when a worker takes it. `quote`: along the legs that are shown, or not at all. */
  readonly mode = signal<'market' | 'quote'>('market');

  readonly slippageBps = computed(() => {
    const bps = this.slippage.value.trim() === '' ? NaN : Number(this.slippage.value);
    return Number.isInteger(bps) && bps >= 0 && bps <= MAX_SLIPPAGE_BPS ? bps : null;
  });

  /** What is wrong with the amount, in words; null when nothing is. */
  readonly amountFault = computed(() => {
    const text = this.amount.value.trim();
    if (text === '') return 'Enter how much to sell.';
    if (!AMOUNT.test(text)) return 'Use digits and a point, such as 1.5.';
    return Number(text) > 0 ? null : 'Must be more than 0.';
  });

  readonly slippageFault = computed(() =>
    this.slippageBps.value === null ? 'A whole number from 0 to 5000 (50 is 0.5 %).' : null,
  );

  /** The tokens change places. */
  swap(): void {
    [this.fromToken.value, this.toToken.value] = [this.toToken.value, this.fromToken.value];
  }

  /** A token that is chosen on one side leaves the other. */
  choose(side: 'from' | 'to', symbol: string): void {
    const [own, other] = side === 'from' ? [this.fromToken, this.toToken] : [this.toToken, this.fromToken];
    if (other.value === symbol) other.value = own.value;
    own.value = symbol;
  }
}
