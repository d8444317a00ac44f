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
  for (const [i, row] of a.entries()) for (let j = 0; j < i; j++) sum += Math.abs(entry(row, j))
  return sum
}

/** Makes a[p][q] zero; row i of v is the i-th eigenvector in the making. */
function rotate(
  a: readonly Float64Array[],
  v: readonly Float64Array[],
  p: number,
  q: number,
): void {
  const [row_p, row_q] = [a[p] as Float64Array, a[q] as Float64Array]
  const off = entry(row_p, q)
  if (off === 0) return
  const [app, aqq] = [entry(row_p, p), entry(row_q, q)]
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
    const [x, y] = [entry(row, p), entry(row, q)]
    row[p] = row_p[k] = c * x - s * y
    row[q] = row_q[k] = s * x + c * y
  }
  row_p[p] = app - t * off
  row_q[q] = aqq + t * off
  row_p[q] = 0
  row_q[p] = 0
  const [v_p, v_q] = [v[p] as Float64Array, v[q] as Float64Array]
  for (let k = 0; k < v_p.length; k++) {
    const [x, y] = [entry(v_p, k), entry(v_q, k)]
    v_p[k] = c * x - s * y
    v_q[k] = s * x + c * y
  }
}
