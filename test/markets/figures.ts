/** A sample of one measure. */
export class Sample {
  private readonly values: number[] = [];

  add(value: number): void {
    this.values.push(value);
  }

  get count(): number {
    return this.values.length;
  }

  mean(): number {
    return this.values.reduce((sum, value) => sum + value, 0) / this.values.length;
  }

  /** The value that the fraction `part` of all does not exceed. */
  at(part: number): number {
    const sorted = this.values.toSorted((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? NaN;
  }

  row(name: string): string {
    const figures = [0, 0.5, 0.99, 1].map((part) => this.at(part).toPrecision(3).padStart(10));
    return `${name.padEnd(44)} ${String(this.count).padStart(6)} ${figures.join(' ')}`;
  }
}
