// The two largest eigenpairs of a large symmetric matrix that is known only by its products with
// vectors: Lanczos in blocks of two with full re-orthogonalisation and Rayleigh-Ritz, from a start
// that depends on nothing but the size. Two at a time, because a single vector cannot see an
// eigenvalue that occurs twice. What the matrix is does not matter here.
import { symmetricEigen } from './symmetric_eigen.ts'

export type SymmetricOperator = {
  readonly size: number
  /** The matrix times one vector. */
  readonly times: (x: Float64Array) => Float64Array
  /** The matrix times two vectors, where both together are cheaper than one after the other. */
  readonly timesPair?: (x: Float64Array, y: Float64Array) => readonly [Float64Array, Float64Array]
}

export type Eigenpairs = {
  /** The largest first; a value of 0 has a vector of zeros. */
  readonly values: readonly [number, number]
  /** Of unit length; `signed` has fixed their signs. */
  readonly vectors: readonly [Float64Array, Float64Array]
  /** |A v - value v| / largest value, for each. */
  readonly residuals: readonly [number, number]
  /** The third largest value as far as it is known: how well the plane of the two is determined. */
  readonly third: number
  readonly products: number
}

export type LanczosOptions = {
  /** Bound on the angle of each vector to the true one, in radians (default 1e-10). */
  readonly angle?: number
  /** Vectors near the answer, such as those of the matrix a moment ago. */
  readonly start?: readonly Float64Array[]
  /** Products after which to stop and say the residual reached (default 600). */
  readonly most_products?: number
}

type Basis = { readonly q: Float64Array[]; readonly w: Float64Array[]; h: Float64Array[] }

/** Columns that the basis may have before it is folded into its best few. */
const BASIS = 48
const FOLDED = 8
/** Below this share of the largest value a residual or an eigenvalue is rounding. */
const ROUNDING = 4e-15

/** The two largest eigenpairs of a positive semi-definite matrix. */
export function topPair(matrix: SymmetricOperator, options: LanczosOptions = {}): Eigenpairs {
  const { angle = 1e-10, most_products = 600 } = options
  const basis: Basis = { q: [], w: [], h: [] }
  let next = orthonormal(
    basis.q,
    [...(options.start ?? []), ...startVectors(matrix.size)].slice(0, 2),
  )
  let products = 0
  for (;;) {
    const images = extend(basis, next, matrix)
    products += next.length
    if (products < most_products && !due(basis.q.length, matrix.size)) {
      const further = orthonormal(basis.q, images)
      if (further.length > 0) {
        next = further
        continue
      }
    }
    const ritz = ritzPairs(basis)
    const wanted = accuracies(ritz, angle)
    const open = ritz.residuals.filter((_, i) => !(wanted[i] ?? true))
    next = open.length === 0 || products >= most_products ? [] : orthonormal(basis.q, open)
    if (next.length === 0 || basis.q.length >= matrix.size) return answer(ritz, products)
    if (basis.q.length + next.length > BASIS) fold(basis, ritz)
  }
}

/**
 * Whether to look how near the answer is: every time while the basis is small, since a start near the
 * answer soon finds it; then every third time, since looking costs more and more.
 */
function due(columns: number, size: number): boolean {
  return columns <= 8 || columns % 6 < 2 || columns + 2 > Math.min(size, BASIS)
}

/** Adds the block to the basis; gives the matrix times it. */
function extend(
  basis: Basis,
  block: readonly Float64Array[],
  matrix: SymmetricOperator,
): readonly Float64Array[] {
  const [x, y] = block
  if (x === undefined) return []
  const images =
    y === undefined
      ? [matrix.times(x)]
      : (matrix.timesPair?.(x, y) ?? [matrix.times(x), matrix.times(y)])
  for (const [b, q] of block.entries()) {
    const w = images[b] as Float64Array
    basis.q.push(q)
    basis.w.push(w)
    basis.h.push(Float64Array.from(basis.q, (each) => dot(each, w)))
  }
  return images
}

type Ritz = {
  readonly values: Float64Array
  /** Coefficients by basis vector, one array for each value, the largest value first. */
  readonly coefficients: readonly Float64Array[]
  readonly vectors: readonly Float64Array[]
  readonly residuals: readonly Float64Array[]
  readonly norms: readonly number[]
}

function ritzPairs({ q, w, h }: Basis): Ritz {
  const { values, vectors: coefficients } = symmetricEigen(h)
  const vectors: Float64Array[] = []
  const residuals: Float64Array[] = []
  for (const [i, own] of coefficients.slice(0, 2).entries()) {
    const vector = combined(q, own)
    const residual = combined(w, own)
    const value = values[i] as number
    for (let j = 0; j < residual.length; j++) residual[j]! -= value * (vector[j] as number)
    vectors.push(vector)
    residuals.push(residual)
  }
  return { values, coefficients, vectors, residuals, norms: residuals.map(norm) }
}

/** For each of the wanted two: is the residual, over the gap to its neighbours, small enough? */
function accuracies({ values, norms }: Ritz, angle: number): boolean[] {
  const [first = 0, second = 0, third = 0] = values
  const gaps = [first - second, Math.min(first - second, second - third)]
  return norms.map((norm, i) => norm <= Math.max(angle * (gaps[i] as number), ROUNDING * first))
}

/** Keeps the span of the best few Ritz vectors, so that memory stays bounded. */
function fold(basis: Basis, { coefficients, values }: Ritz): void {
  const kept = coefficients.slice(0, FOLDED)
  const q = kept.map((own) => combined(basis.q, own))
  const w = kept.map((own) => combined(basis.w, own))
  basis.q.splice(0, basis.q.length, ...q)
  basis.w.splice(0, basis.w.length, ...w)
  basis.h = kept.map((_, j) =>
    Float64Array.from({ length: j + 1 }, (__, i) => (i === j ? (values[j] as number) : 0)),
  )
}

function answer({ values, vectors, norms }: Ritz, products: number): Eigenpairs {
  const size = vectors[0]?.length ?? 0
  const largest = Math.max(0, values[0] ?? 0)
  const pair = (i: number) => {
    const value = values[i] ?? 0
    const real = value > ROUNDING * 100 * largest
    const vector = vectors[i]
    return real && vector
      ? { value, vector: signed(vector), residual: (norms[i] ?? 0) / largest }
      : { value: 0, vector: new Float64Array(size), residual: 0 }
  }
  const [one, two] = [pair(0), pair(1)]
  return {
    values: [one.value, two.value],
    vectors: [one.vector, two.vector],
    residuals: [one.residual, two.residual],
    third: Math.max(0, values[2] ?? 0),
    products,
  }
}

/**
 * The vector of the two opposite ones whose entry of largest magnitude is positive; of entries that
 * differ by rounding alone (1e-9 of it) the first decides.
 */
export function signed(vector: Float64Array): Float64Array {
  let largest = 0
  for (const entry of vector) largest = Math.max(largest, Math.abs(entry))
  const deciding = vector.find((entry) => Math.abs(entry) >= largest * (1 - 1e-9)) ?? 0
  return deciding < 0 ? vector.map((entry) => (entry === 0 ? 0 : -entry)) : vector
}

/** Orthonormal vectors for what of these lies outside the span of q; fewer where nothing is left. */
function orthonormal(q: readonly Float64Array[], fresh: readonly Float64Array[]): Float64Array[] {
  const found: Float64Array[] = []
  for (const each of fresh) {
    const before = norm(each)
    if (before === 0) continue
    const x = each.map((entry) => entry / before)
    let [left, last] = [1, 1]
    // Twice is enough (Kahan and Parlett) unless cancellation was total; then what is left is noise.
    for (let round = 0; round < 3; round++) {
      for (const against of [...q, ...found]) subtract(x, dot(against, x), against)
      last = left
      left = norm(x)
      if (round > 0 && left > 0.5 * last) break
    }
    if (left < 1e-12) continue
    found.push(x.map((entry) => entry / left))
  }
  return found
}

/** In four strands, because one alone waits for each addition before the next. */
function dot(x: Float64Array, y: Float64Array): number {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let j = 0
  for (; j < x.length - 3; j += 4) {
    a += (x[j] as number) * (y[j] as number)
    b += (x[j + 1] as number) * (y[j + 1] as number)
    c += (x[j + 2] as number) * (y[j + 2] as number)
    d += (x[j + 3] as number) * (y[j + 3] as number)
  }
  for (; j < x.length; j++) a += (x[j] as number) * (y[j] as number)
  return a + b + (c + d)
}

function norm(x: Float64Array): number {
  return Math.sqrt(dot(x, x))
}

function subtract(x: Float64Array, factor: number, y: Float64Array): void {
  for (let j = 0; j < x.length; j++) x[j]! -= factor * (y[j] as number)
}

function combined(vectors: readonly Float64Array[], coefficients: Float64Array): Float64Array {
  const sum = new Float64Array(vectors[0]?.length ?? 0)
  for (const [i, vector] of vectors.entries()) subtract(sum, -(coefficients[i] as number), vector)
  return sum
}

/** Two vectors without structure, the same at every run: a multiplicative hash of the index. */
function startVectors(size: number): [Float64Array, Float64Array] {
  const noise = (salt: number) =>
    Float64Array.from({ length: size }, (_, j) => {
      let x = Math.imul(j + 1, 0x9e3779b1) ^ salt
      x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
      x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
      return ((x ^ (x >>> 16)) >>> 0) / 2 ** 31 - 1
    })
  return [noise(0x5bd1e995), noise(0x27d4eb2f)]
}
