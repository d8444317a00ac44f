// The negotiation as the searches see it: parties, issues with options, integer utilities, and the
// links between issues. Readers (GENIUS, our JSON) make one; nothing here searches or normalises.

/** An option of an issue, by position. */
export type Choice = { readonly issue: number; readonly option: number }

/**
 * A condition on packages. `all` is a conjunction of choices.
 * - requires: whoever takes all of `when` must take all of `then`
 * - excludes: not all of `all` in one package
 * - together: all of `all` or none
 * - at-most: at most `k` of `of`
 * - budget: the sum of `costs` of the choices taken is at most `limit` (integers)
 */
export type Constraint =
  | {
      readonly kind: 'requires'
      readonly when: readonly Choice[]
      readonly then: readonly Choice[]
    }
  | { readonly kind: 'excludes'; readonly all: readonly Choice[] }
  | { readonly kind: 'together'; readonly all: readonly Choice[] }
  | { readonly kind: 'at-most'; readonly k: number; readonly of: readonly Choice[] }
  | {
      readonly kind: 'budget'
      readonly limit: number
      readonly costs: readonly (Choice & { readonly cost: number })[]
    }
/** Any of these options of an issue, by position: a range of a hyper-rectangle, or one option. */
export type AnyOf = { readonly issue: number; readonly options: readonly number[] }
/**
 * Adds `utilities` (per party, integers, may be negative) where a package takes, on every issue that
 * `all` names, one of the options given there; no issue is named twice.
 */
export type Bonus = { readonly all: readonly AnyOf[]; readonly utilities: readonly number[] }

export type Issue = { readonly name: string; readonly options: readonly string[] }

/**
 * All utilities are integers in units of 1/scale[party]. Sums over any package, with bonuses, stay
 * within 2^53 in absolute value: whoever makes a model checks it (`checkModel`). Where a party's
 * exact rationals do not fit, the maker rounds to integers, keeps the exact ones in `exact`, and the
 * searches settle near-ties with them.
 */
export type Model = {
  readonly parties: readonly string[]
  readonly issues: readonly Issue[]
  /** utilities[party][issue][option]. */
  readonly utilities: readonly (readonly Float64Array[])[]
  /** What a party has without a deal, in its own units. */
  readonly disagreement: readonly number[]
  /** Units in one: 10_000 for elicited points of 0..1. */
  readonly scale: readonly number[]
  readonly constraints: readonly Constraint[]
  readonly bonuses: readonly Bonus[]
  /** Exact integer utilities over a common denominator, where Float64 cannot hold them. */
  readonly exact?: {
    readonly utilities: readonly (readonly (readonly bigint[])[])[]
    readonly bonuses: readonly (readonly bigint[])[]
    readonly disagreement: readonly bigint[]
    readonly scale: readonly bigint[]
    /** |Float64 sum/scale - exact sum/exact scale| of any package is at most this, per party. */
    readonly error: readonly number[]
  }
}

/** One option position per issue. */
export type Package = Uint16Array

/** How far an answer can be trusted: proved, or with the bound that was reached. */
export type Certificate = {
  readonly status: 'exact' | 'bounded' | 'cancelled'
  readonly method: string
  /** Value of the answer and an upper bound of the best possible, in the objective's own unit. */
  readonly value: number
  readonly bound: number
  readonly gap: number
  /** Work done: search nodes, states, milliseconds are the caller's. */
  readonly nodes?: number
}

/** Asked now and then; true ends the search, whose answer is then marked as partial. */
export type Progress = {
  readonly cancelled?: () => boolean
  readonly report?: (done_share: number) => void
}
