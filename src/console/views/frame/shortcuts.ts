import type { ConsoleState } from '../../state/console-state.js';

const focus =
  (...selectors: readonly string[]) =>
  (): void => {
    for (const selector of selectors) {
      const found = document.querySelector<HTMLElement>(selector);
      if (found) return found.focus();
    }
  };

/** The single-letter keys, which work outside of fields and can be turned off. */
export const SHORTCUTS: readonly { key: string; words: string; act: (state: ConsoleState) => void }[] = [
  { key: 'n', words: 'new order: to the amount', act: focus('#amount') },
  { key: 's', words: 'sell and buy change places', act: ({ ticket }) => ticket.swap() },
  { key: 'o', words: 'to the selected order', act: focus('#order') },
  { key: 'b', words: 'to all orders', act: focus('#blotter [data-row][tabindex="0"]', '#blotter') },
  { key: 'f', words: 'to the filters', act: focus('#filter-status') },
  { key: 't', words: 'light, dark or as the system', act: ({ theme }) => theme.next() },
  { key: '?', words: 'this help', act: () => document.querySelector<HTMLDialogElement>('#help')?.showModal() },
];
