import { useConsole } from '../use-console.js';

const SIGNS = { system: '◐', light: '☀', dark: '☾' } as const;

/** System, light, dark, and round again. */
export function ThemeSwitch() {
  const { theme } = useConsole();
  const choice = theme.choice.value;
  return (
    <button type="button" class="icon-button" aria-label={`Theme: ${choice}`} onClick={() => theme.next()}>
      <span aria-hidden="true">{SIGNS[choice]}</span>
    </button>
  );
}
