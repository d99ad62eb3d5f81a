import type { ComponentChildren } from 'preact';
import { Guard } from './guard.js';

interface PanelProps {
  /** Names the section, its heading and its place in the layout. */
  readonly id: string;
  readonly title: string;
  /** Beside the heading. */
  readonly tools?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A part of the page: a landmark with a heading of its own. */
export function Panel({ id, title, tools, children }: PanelProps) {
  return (
    <section class={`panel panel-${id}`} id={id} aria-labelledby={`${id}-title`} tabIndex={-1}>
      <header class="panel-head">
        <h2 id={`${id}-title`}>{title}</h2>
        {tools}
      </header>
      <Guard title={title}>{children}</Guard>
    </section>
  );
}
