import type { Signal } from '@preact/signals';

interface FilterSelectProps<T extends string> {
  readonly id: string;
  readonly label: string;
  readonly choice: Signal<T | ''>;
  readonly choices: readonly T[];
}

/** One filter; without a choice it says what it filters by. */
export function FilterSelect<T extends string>({ id, label, choice, choices }: FilterSelectProps<T>) {
  return (
    <select
      id={id}
      class={`filter ${choice.value === '' ? '' : 'is-set'}`}
      aria-label={label}
      value={choice.value}
      onChange={(change) => (choice.value = change.currentTarget.value as T | '')}
    >
      <option value="">{label}: all</option>
      {choices.map((value) => (
        <option key={value} value={value}>
          {value}
        </option>
      ))}
    </select>
  );
}
