// What a series of proposals gives away: the reservation values of a party that are consistent with
// all of them, for an onlooker who knows everybody's utilities and the rule by which proposals were
// chosen, and lacks this one number. The worst case, so the warning is on the safe side.
import type { Language } from './fault_sentences.ts'
import { frontierOf, packageOf } from './frontier.ts'
import { utilitiesOf } from './gains.ts'
import { satisfies } from './links.ts'
import type { Model, Package, Progress } from './model.ts'
import { amountInOnes, type Amount } from './zone_sentences.ts'

/**
 * - acceptable: every proposal gives the party at least its reservation value.
 * - nash: acceptable, and no package has a greater product of gains (two negatives never win).
 * - egalitarian: no package has a greater least gain in ones.
 */
export type DisclosureRule = 'acceptable' | 'nash' | 'egalitarian'

export type DisclosureOptions = Progress & {
  readonly rule: DisclosureRule
  /** What the onlooker holds possible beforehand: whole units of the party, both ends included. */
  readonly prior: { readonly low: number; readonly high: number }
  /** Packages that proposals were chosen from; default: all efficient ones. */
  readonly among?: readonly Package[]
}

export type Disclosure = {
  /** Whole reservation values in the party's units that are consistent; undefined: none is. */
  readonly range: { readonly low: number; readonly high: number } | undefined
  /** How many of the values held possible beforehand are left, 0..1. */
  readonly left: number
  /** False: fewer values than these may be consistent (the frontier was not complete). */
  readonly exact: boolean
}

/**
 * The party's own disagreement in the model does not matter; the others' do. Utilities that Float64
 * cannot hold count as rounded, and the answer is not `exact`. Throws RangeError for a proposal that
 * breaks a link. Source: the conditions of each rule, solved for the reservation value.
 */
export function disclosedBy(
  model: Model,
  party: number,
  proposals: readonly Package[],
  options: DisclosureOptions,
): Disclosure {
  const { rule, prior, among } = options
  if (!proposals.every((chosen) => satisfies(model, chosen))) {
    throw new RangeError('A proposal breaks a link.')
  }
  const frontier = among || rule === 'acceptable' ? undefined : frontierOf(model, options)
  const others =
    among ??
    (frontier ? Array.from({ length: frontier.set.size }, (_, k) => packageOf(frontier, k)) : [])
  const range = new Range(prior.low, prior.high)
  const terms = others.map((chosen) => termsOf(model, party, chosen, rule))
  for (const chosen of proposals) {
    const own = termsOf(model, party, chosen, rule)
    if (rule !== 'egalitarian') range.atMost(own.utility, 1n)
    // Where another party loses, no reservation value makes this the Nash package.
    if (rule === 'nash' && own.weight === undefined) range.never()
    for (const other of terms) {
      if (rule === 'nash') nashOver(range, own, other)
      if (rule === 'egalitarian') egalitarianOver(range, own, other)
    }
  }
  return range.answer(model.exact === undefined && (frontier?.complete ?? true))
}

/** What a rule needs of a package: whole numbers, so that nothing is decided by rounding. */
type Terms = {
  readonly utility: bigint
  /** nash: product of the others' gains; undefined where one is negative. */
  readonly weight: bigint | undefined
  /** egalitarian: the others' least gain as a fraction of the party's units. */
  readonly least: { readonly top: bigint; readonly below: bigint }
}

function termsOf(model: Model, party: number, chosen: Package, rule: DisclosureRule): Terms {
  const utilities = utilitiesOf(model, chosen)
  const unit = (p: number) => wholeScale(model, p)
  let weight: bigint | undefined = 1n
  let least: Terms['least'] | undefined
  utilities.forEach((utility, p) => {
    if (p === party || rule === 'acceptable') return
    const gain = BigInt(utility) - BigInt(model.disagreement[p] ?? 0)
    weight = weight === undefined || gain < 0n ? undefined : weight * gain
    const share = { top: gain * unit(party), below: unit(p) }
    if (!least || share.top * least.below < least.top * share.below) least = share
  })
  return {
    utility: BigInt(utilities[party] ?? 0),
    weight,
    least: least ?? { top: 0n, below: 1n },
  }
}

/** Scales of imported weights may be powers of two below 1: both sides are raised alike. */
function wholeScale({ scale }: Model, party: number): bigint {
  const least = Math.min(1, ...scale)
  return BigInt(Math.round((scale[party] ?? 1) / least))
}

/** (u - r) w >= (v - r) x for the proposal (u, w) and another package (v, x), solved for r. */
function nashOver(range: Range, own: Terms, other: Terms): void {
  if (own.weight === undefined || other.weight === undefined) return
  const slope = other.weight - own.weight
  const needed = other.utility * other.weight - own.utility * own.weight
  if (slope > 0n) range.atLeast(needed, slope)
  else if (slope < 0n) range.atMost(-needed, -slope)
  else if (needed > 0n) range.never()
}

/** min(u - r, b) >= min(v - r, c) for the proposal (u, b) and another package (v, c), solved. */
function egalitarianOver(range: Range, own: Terms, other: Terms): void {
  const kept = other.least.top * own.least.below - own.least.top * other.least.below
  if (other.utility <= own.utility) {
    // The other one wins where the others' least gain is what counts here and the party's there.
    const { top, below } = own.least
    if (kept > 0n) range.atLeast(other.utility * below - top, below)
    return
  }
  if (kept > 0n) range.never()
  else range.atMost(own.utility * other.least.below - other.least.top, other.least.below)
}

class Range {
  private low: bigint
  private high: bigint
  private readonly width: bigint
  constructor(low: number, high: number) {
    this.low = BigInt(Math.ceil(low))
    this.high = BigInt(Math.floor(high))
    this.width = this.high - this.low + 1n
  }

  /** r >= top / below; below is positive. */
  atLeast(top: bigint, below: bigint): void {
    const least = -floored(-top, below)
    if (least > this.low) this.low = least
  }

  atMost(top: bigint, below: bigint): void {
    const most = floored(top, below)
    if (most < this.high) this.high = most
  }

  never(): void {
    this.high = this.low - 1n
  }

  answer(exact: boolean): Disclosure {
    const count = this.high - this.low + 1n
    if (count <= 0n) return { range: undefined, left: 0, exact }
    return {
      range: { low: Number(this.low), high: Number(this.high) },
      left: Number(count) / Number(this.width),
      exact,
    }
  }
}

function floored(top: bigint, below: bigint): bigint {
  const quotient = top / below
  return top < 0n && quotient * below !== top ? quotient - 1n : quotient
}

/** What an onlooker could conclude, in one sentence. */
export function disclosureSentence(
  { range, left }: Disclosure,
  model: Model,
  party: number,
  language: Language,
  amount: Amount = amountInOnes(model),
): string {
  const name = model.parties[party] ?? ''
  if (!range) {
    return language === 'ar'
      ? `لا قيمة تحفظ للطرف ${name} تفسر هذه المقترحات معًا وفق هذه القاعدة.`
      : `No reservation value of ${name} explains these proposals together by this rule.`
  }
  const [low, high] = [amount(range.low, party), amount(range.high, party)]
  const share = String(Number((100 * left).toFixed(1)))
  return language === 'ar'
    ? `من يعرف التفضيلات والقاعدة يستنتج أن قيمة تحفظ ${name} بين ${low} و${high}: بقي ${share}% مما كان ممكنًا قبلها.`
    : `Whoever knows the preferences and the rule can conclude that the reservation value of ${name} lies between ${low} and ${high}: ${share} % of what was possible before.`
}
