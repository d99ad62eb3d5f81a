import { Component, createElement } from 'preact';
import type { ComponentType, FunctionComponent } from 'preact';

/** A component that is drawn again only when `same` says that its properties differ. */
export function memo<P extends object>(
  View: FunctionComponent<P>,
  same: (before: P, after: P) => boolean,
): ComponentType<P> {
  return class extends Component<P> {
    override shouldComponentUpdate(next: P): boolean {
      return !same(this.props as P, next);
    }
    override render() {
      return createElement(View, this.props as P);
    }
  };
}
