import { useContext } from 'preact/hooks';
import { Console } from '../state/console-state.js';
import type { ConsoleState } from '../state/console-state.js';

/** The page's state. */
export function useConsole(): ConsoleState {
  return useContext(Console);
}
