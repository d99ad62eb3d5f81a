const TARGETS = [
  ['ticket', 'order ticket'],
  ['order', 'selected order'],
  ['blotter', 'all orders'],
] as const;

/** The first stops of the Tab key. */
export function SkipLinks() {
  return (
    <nav class="skips" aria-label="Skip">
      {TARGETS.map(([id, words]) => (
        <a
          key={id}
          href={`#${id}`}
          onClick={(click) => {
            click.preventDefault();
            document.getElementById(id)?.focus();
          }}
        >
          Skip to {words}
        </a>
      ))}
    </nav>
  );
}
