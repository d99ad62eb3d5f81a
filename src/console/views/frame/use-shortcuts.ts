import { useEffect } from 'preact/hooks';
import { useConsole } from '../use-console.js';
import { SHORTCUTS } from './shortcuts.js';

/** Listens for single-letter keys, except where letters are typed or a dialog is open. */
export function useShortcuts(): void {
  const state = useConsole();
  useEffect(() => {
    const pressed = (press: KeyboardEvent): void => {
      if (state.shortcuts.peek() === 'off' || press.ctrlKey || press.metaKey || press.altKey) return;
      const target = press.target as HTMLElement;
      if (target.closest('input:not([type=radio]), select, textarea, dialog')) return;
      const found = SHORTCUTS.find(({ key }) => key === press.key);
      if (!found) return;
      press.preventDefault();
      found.act(state);
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [state]);
}
