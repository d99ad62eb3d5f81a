import { Component } from 'preact';
import type { ComponentChildren } from 'preact';
import { Empty } from './empty.js';

interface GuardProps {
  readonly title: string;
  readonly children: ComponentChildren;
}

/** Keeps a fault in one part of the page from taking the others with it. */
export class Guard extends Component<GuardProps, { readonly fault?: string }> {
  static override getDerivedStateFromError(error: Error) {
    return { fault: error.message };
  }

  override render({ title, children }: GuardProps) {
    const { fault } = this.state;
    if (fault === undefined) return children;
    return (
      <Empty title={`${title} cannot be shown`}>
        {fault}.{' '}
        <button type="button" class="plain-button" onClick={() => location.reload()}>
          Reload the page
        </button>
      </Empty>
    );
  }
}
