import type { ComponentChildren } from 'preact';

interface NoticeProps {
  readonly kind: 'good' | 'warn' | 'bad';
  /** Absent: it goes away when its reason does. */
  readonly onClose?: () => void;
  readonly children: ComponentChildren;
}

/** A line across the page. It floats, so that nothing moves when it comes or goes. */
export function Notice({ kind, onClose, children }: NoticeProps) {
  return (
    <aside class={`notice is-${kind}`} aria-label="Connection">
      <p>{children}</p>
      {onClose && (
        <button type="button" class="plain-button" onClick={onClose}>
          Dismiss
        </button>
      )}
    </aside>
  );
}
