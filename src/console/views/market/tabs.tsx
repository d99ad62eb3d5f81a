import type { Signal } from '@preact/signals';

interface TabsProps<T extends string> {
  readonly label: string;
  readonly choice: Signal<T>;
  readonly tabs: readonly (readonly [T, string])[];
}

/** Tabs that arrow keys go through. */
export function Tabs<T extends string>({ label, choice, tabs }: TabsProps<T>) {
  const move = (press: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[press.key];
    if (step === undefined) return;
    const at = tabs.findIndex(([id]) => id === choice.value);
    const next = tabs[(at + step + tabs.length) % tabs.length]![0];
    choice.value = next;
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div class="segments small" role="tablist" aria-label={label} onKeyDown={move}>
      {tabs.map(([id, words]) => (
        <button
          key={id}
          id={`tab-${id}`}
          type="button"
          role="tab"
          aria-selected={choice.value === id}
          aria-controls={choice.value === id ? `tabpanel-${id}` : undefined}
          tabIndex={choice.value === id ? 0 : -1}
          onClick={() => (choice.value = id)}
        >
          {words}
        </button>
      ))}
    </div>
  );
}
