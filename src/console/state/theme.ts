import { effect } from '@preact/signals';
import { preference } from './preference.js';

export const THEMES = ['system', 'light', 'dark'] as const;

/** Light, dark, or as the system has it. */
export class Theme {
  readonly choice = preference('theme', THEMES, 'system');

  start(): () => void {
    return effect(() => {
      document.documentElement.dataset['theme'] = this.choice.value;
    });
  }

  next(): void {
    this.choice.value = THEMES[(THEMES.indexOf(this.choice.value) + 1) % THEMES.length] ?? 'system';
  }
}
