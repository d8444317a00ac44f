// Principal components of a conversation, exact and with a certificate: the truncated decomposition of
// the sparse centred vote matrix. It depends on the set of votes alone. Where participants then stand
// (Polis's scaling, ridge scores) is decided by those who call it.
import { topPair, type Eigenpairs, type LanczosOptions } from './lanczos.ts'
import { centred, gramTimesPair, type CentredVotes } from './sparse.ts'
import type { VoteMatrix } from './votes.ts'

export type Pca = {
  /** Mean vote by statement (+1 agree), 0 where nobody voted. */
  readonly mean: Float64Array
  /** Of unit length by statement, orthogonal; zeros where the votes have no such direction. */
  readonly components: readonly [Float64Array, Float64Array]
  readonly certificate: PcaCertificate
}

/** What a reader needs to believe the components, or to check them with one product. */
export type PcaCertificate = {
  /** Eigenvalues of Y'Y: the sum of squares along each component. */
  readonly values: readonly [number, number]
  /** Each value over the sum of all of them. */
  readonly explained: readonly [number, number]
  /** |Y'Y c - value c| / first value. */
  readonly residual: readonly [number, number]
  /** First minus second and second minus third value, over the first: near 0, axes may turn. */
  readonly gap: readonly [number, number]
  readonly products: number
  readonly sign: 'entry of largest magnitude is positive'
}

/**
 * The first two principal components of the votes with missing ones at their column's mean (Polis's
 * definition; see docs/methods/opinion.md). One sweep over the votes a product, 10 to 40 products.
 */
export function pca(votes: VoteMatrix, options?: LanczosOptions): Pca {
  return pcaOfCentred(centred(votes), options)
}

/** The same where the centred votes are wanted for other ends too. */
export function pcaOfCentred(y: CentredVotes, options?: LanczosOptions): Pca {
  const pair = topPair(
    {
      size: y.mean.length,
      times: (x) => gramTimesPair(y, x, x)[0],
      timesPair: (x, z) => gramTimesPair(y, x, z),
    },
    options,
  )
  return pcaOfPair(y.mean, pair, y.total)
}

/** The certificate around what topPair found; `total` is the trace of Y'Y. */
export function pcaOfPair(mean: Float64Array, pair: Eigenpairs, total: number): Pca {
  const [first, second] = pair.values
  const share = (value: number, whole: number) => (whole > 0 ? value / whole : 0)
  return {
    mean,
    components: pair.vectors,
    certificate: {
      values: pair.values,
      explained: [share(first, total), share(second, total)],
      residual: pair.residuals,
      gap: [share(first - second, first), share(second - Math.min(pair.third, second), first)],
      products: pair.products,
      sign: 'entry of largest magnitude is positive',
    },
  }
}
