/** Remembers at least the newest `size` entries, and at most twice as many. */
export class RecentSet<T> {
  private newer = new Set<T>();
  private older = new Set<T>();

  constructor(private readonly size: number) {}

  add(entry: T): void {
    this.newer.add(entry);
    if (this.newer.size < this.size) return;
    this.older = this.newer;
    this.newer = new Set();
  }

  has(entry: T): boolean {
    return this.newer.has(entry) || this.older.has(entry);
  }
}
