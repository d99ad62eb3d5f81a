/**
 * Solves A·x = b for a symmetric positive definite A (row by row, n × n), by LDLᵀ in place; x takes b's place.
 */
export function solveSymmetric(a: Float64Array, b: Float64Array, n: number): void {
  for (let j = 0; j < n; j += 1) {
    const pivot = a[j * n + j] as number;
    for (let i = j + 1; i < n; i += 1) {
      const factor = (a[i * n + j] as number) / pivot;
      if (factor === 0) continue;
      for (let k = j + 1; k <= i; k += 1) a[i * n + k] = (a[i * n + k] as number) - factor * (a[k * n + j] as number);
      b[i] = (b[i] as number) - factor * (b[j] as number);
    }
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    let sum = b[i] as number;
    for (let k = i + 1; k < n; k += 1) sum -= (a[k * n + i] as number) * (b[k] as number);
    b[i] = sum / (a[i * n + i] as number);
  }
}

/** A network's Laplacian, some of its nodes grounded, and the right-hand side; used again and again. */
export class Laplacian {
  private readonly values: Float64Array;
  private readonly side: Float64Array;

  constructor(private readonly size: number) {
    this.values = new Float64Array(size * size);
    this.side = new Float64Array(size);
  }

  /** Empty but for a small leak at every node; the right-hand side, all 0, to be filled. */
  cleared(leak: number): Float64Array {
    this.values.fill(0);
    this.side.fill(0);
    for (let n = 0; n < this.size; n += 1) this.values[n * this.size + n] = leak;
    return this.side;
  }

  /** Joins two nodes by a conductance; below 0: the ground. */
  join(a: number, b: number, weight: number): void {
    const { values, size } = this;
    if (a >= 0) values[a * size + a] = (values[a * size + a] as number) + weight;
    if (b >= 0) values[b * size + b] = (values[b * size + b] as number) + weight;
    if (a < 0 || b < 0) return;
    values[a * size + b] = (values[a * size + b] as number) - weight;
    values[b * size + a] = (values[b * size + a] as number) - weight;
  }

  /** The solution takes the right-hand side's place. */
  solve(): void {
    solveSymmetric(this.values, this.side, this.size);
  }
}
