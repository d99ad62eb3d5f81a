import { effect, signal } from '@preact/signals';
import type { Signal } from '@preact/signals';

/** A choice that the browser remembers, where it may. */
export function preference<T extends string>(name: string, choices: readonly T[], initial: T): Signal<T> {
  const key = `order-engine.${name}`;
  const chosen = signal(choices.find((choice) => choice === read(key)) ?? initial);
  effect(() => write(key, chosen.value));
  return chosen;
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A browser that forbids storage forgets the choice; nothing else depends on it.
  }
}
