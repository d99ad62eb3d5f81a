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
