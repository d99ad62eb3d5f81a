interface SkeletonProps {
  readonly rows: number;
  readonly label: string;
}

/** Grey bars where something is on its way, as high as what will come. */
export function Skeleton({ rows, label }: SkeletonProps) {
  return (
    <div class="skeleton" role="status">
      <span class="unseen">{label}</span>
      {Array.from({ length: rows }, (_, n) => (
        <span key={n} class="skeleton-row" aria-hidden="true" />
      ))}
    </div>
  );
}
