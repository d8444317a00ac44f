// All eigenpairs of a small dense symmetric matrix (a few dozen rows) by cyclic Jacobi rotations,
// which are slow for large matrices and as accurate as it gets for small ones.

/**
 * @param lower row j holds entries 0..j of the lower triangle (further entries are ignored)
 * @returns values from the largest to the smallest, and for each its vector of unit length
 */
export function symmetricEigen(lower: readonly Float64Array[]): {
  values: Float64Array
  vectors: Float64Array[]
} {
  const n = lower.length
  const a = Array.from(lower, (row, i) =>
    Float64Array.from({ length: n }, (_, j) => entry(i >= j ? row : lower[j], Math.min(i, j))),
  )
  const v = Array.from(a, (_, i) => Float64Array.from(a, (__, j) => (i === j ? 1 : 0)))
  for (let sweep = 0; sweep < 60 && offDiagonal(a) > 0; sweep++) {
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, p, q)
  }
  const order = Array.from(a, (row, i) => ({ i, value: entry(row, i) }))
  order.sort((x, y) => y.value - x.value || x.i - y.i)
  return {
    values: Float64Array.from(order, ({ value }) => value),
    vectors: order.map(({ i }) => v[i] as Float64Array),
  }
}

function entry(row: Float64Array | undefined, j: number): number {
  return row?.[j] ?? 0
}

function offDiagonal(a: readonly Float64Array[]): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) {
    const row = a[i] as Float64Array
    for (let j = 0; j < i; j++) sum += Math.abs(row[j] as number)
  }
  return sum
}

/** Makes a[p][q] zero; row i of v is the i-th eigenvector in the making. */
function rotate(
  a: readonly Float64Array[],
  v: readonly Float64Array[],
  p: number,
  q: number,
): void {
  const row_p = a[p] as Float64Array
  const row_q = a[q] as Float64Array
  const off = row_p[q] as number
  if (off === 0) return
  const app = row_p[p] as number
  const aqq = row_q[q] as number
  if (Math.abs(off) < 1e-18 * Math.sqrt(Math.abs(app * aqq)) || Math.abs(off) < 1e-300) {
    row_p[q] = 0
    row_q[p] = 0
    return
  }
  const theta = (aqq - app) / (2 * off)
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.hypot(theta, 1))
  const c = 1 / Math.sqrt(t * t + 1)
  const s = t * c
  for (let k = 0; k < a.length; k++) {
    if (k === p || k === q) continue
    const row = a[k] as Float64Array
    // Not destructured: in these loops that costs more than the arithmetic.
    const x = row[p] as number
    const y = row[q] as number
    row[p] = row_p[k] = c * x - s * y
    row[q] = row_q[k] = s * x + c * y
  }
  row_p[p] = app - t * off
  row_q[q] = aqq + t * off
  row_p[q] = 0
  row_q[p] = 0
  const v_p = v[p] as Float64Array
  const v_q = v[q] as Float64Array
  for (let k = 0; k < v_p.length; k++) {
    const x = v_p[k] as number
    const y = v_q[k] as number
    v_p[k] = c * x - s * y
    v_q[k] = s * x + c * y
  }
}
