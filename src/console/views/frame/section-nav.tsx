const SECTIONS = [
  ['ticket', 'Trade'],
  ['order', 'Order'],
  ['chart', 'Chart'],
  ['blotter', 'Orders'],
  ['market', 'Market'],
] as const;

/** On a phone: one thumb's way to each part of the page. */
export function SectionNav() {
  return (
    <nav class="section-nav" aria-label="Parts of the page">
      {SECTIONS.map(([id, words]) => (
        <a
          key={id}
          href={`#${id}`}
          onClick={(click) => {
            click.preventDefault();
            const part = document.getElementById(id);
            part?.scrollIntoView({ block: 'start' });
            part?.focus({ preventScroll: true });
          }}
        >
          {words}
        </a>
      ))}
    </nav>
  );
}
