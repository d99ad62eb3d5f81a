import { useEffect, useRef } from 'preact/hooks';
import type { RefObject } from 'preact';
import { useConsole } from '../use-console.js';

/** Below the last row: loads the next page when it comes into view, or on a press of the button. */
export function BlotterEnd({ box }: { readonly box: RefObject<HTMLElement | null> }) {
  const { blotter } = useConsole();
  const button = useRef<HTMLButtonElement>(null);
  const count = blotter.rows.value?.length ?? 0;
  const hasMore = blotter.hasMore.value;
  const error = blotter.error.value;

  useEffect(() => {
    if (!hasMore || !button.current || error !== null) return undefined;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && void blotter.loadMore(), {
      root: box.current,
      rootMargin: '200px',
    });
    observer.observe(button.current);
    return () => observer.disconnect();
  }, [blotter, box, hasMore, error, count]);

  if (error !== null) {
    return (
      <div class="blotter-end" role="alert">
        <p class="fault">Orders could not be loaded: {error}</p>
        <button
          type="button"
          class="button small"
          onClick={() => void (count > 0 ? blotter.loadMore() : blotter.load())}
        >
          Try again
        </button>
      </div>
    );
  }
  if (!hasMore)
    return count > 0 ? (
      <p class="blotter-end hint">{count === 1 ? 'One order' : `${count} orders`}, that is all</p>
    ) : null;
  return (
    <div class="blotter-end">
      <button ref={button} type="button" class="plain-button" onClick={() => void blotter.loadMore()}>
        {blotter.loadingMore.value ? 'Loading…' : 'Load more'}
      </button>
    </div>
  );
}
