// Whether any package gives every party at least its reservation value (the model's disagreement);
// if none does, which reservation values clash and the least concession that opens a zone. Sentences
// about it are in zone_sentences.ts.
import type { Certificate, Choice, Model, Package } from './model.ts'
import { conflictOf } from './check.ts'
import { derivedProgram, gainsOf, unit } from './solutions_gains.ts'
import { maximiseMinimum, type Effort } from './solutions_minimum.ts'
import { packageOf, type Program } from './solutions_program.ts'
import { preparedProgram } from './solutions.ts'
import { weightProof, type WeightProof } from './zone_proof.ts'
import { gainsInUnits, leastTotal } from './zone_total.ts'

export type { WeightProof }

export type Conflict = {
  /** Parties whose reservation values cannot all be met; any one left out, the others can. */
  readonly parties: readonly number[]
  readonly minimal: boolean
  readonly proof: WeightProof | { readonly kind: 'search' }
}

/** What a party gives up below its reservation value, in its units, and the package it opens. */
export type Concession = {
  readonly gives: readonly { readonly party: number; readonly units: number }[]
  readonly package: Package
  /** Where the package costs the conceding parties most against their own best option. */
  readonly over: readonly (Choice & { readonly party: number; readonly loss: number })[]
  readonly certificate: Certificate
}

/** `never`: no package meets the others' reservation values, whatever this party concedes. */
export type Alone =
  | { readonly state: 'opens'; readonly concession: Concession }
  | { readonly state: 'never' }
  | { readonly state: 'unknown' }

export type Zone =
  | { readonly state: 'open'; readonly package: Package; readonly gains: readonly number[] }
  | { readonly state: 'no-package'; readonly links: readonly string[] }
  | {
      readonly state: 'closed'
      readonly conflict: Conflict
      /** Per party: what it would have to concede if nobody else did. */
      readonly alone: readonly Alone[]
      /** The cheapest of `alone`, in ones; undefined where none is known. */
      readonly least: Concession | undefined
      /** No other party alone could do with less. */
      readonly least_proved: boolean
      /** The smallest sum over all parties, in ones; undefined where none was found in time. */
      readonly total: Concession | undefined
    }
  | { readonly state: 'unknown'; readonly bound: number; readonly cancelled: boolean }

/** Exact unless the effort runs out, which answers 'unknown' or marks the part that did. */
export function zoneOf(model: Model, effort: Effort = {}): Zone {
  const program = preparedProgram(model)
  if (program.blocks.some(({ size }) => size === 0))
    return { state: 'no-package', links: conflictOf(model) ?? [] }
  const everyone = model.parties.map((_, p) => p)
  const whole = reaches(program, everyone, effort)
  switch (whole.answer) {
    case 'yes':
      return opened(program, whole.best)
    case 'unknown':
      return { state: 'unknown', bound: whole.bound, cancelled: whole.cancelled }
    case 'no':
      break
  }
  if (reaches(program, [], effort).answer === 'no')
    return { state: 'no-package', links: conflictOf(model) ?? [] }
  const conflict = conflictIn(program, everyone, effort)
  const found: (readonly number[])[] = []
  const alone = everyone.map((p): Alone => {
    // Whoever is no part of the clash cannot end it.
    if (!conflict.parties.includes(p)) return { state: 'never' }
    const search = aloneOf(program, p, effort)
    if (search.best) found.push(search.best)
    return search.alone
  })
  const inOnes = (of: Concession) => concededInOnes(model, of)
  const possible = alone.flatMap((one) => (one.state === 'opens' ? [one.concession] : []))
  const least = possible.toSorted((a, b) => inOnes(a) - inOnes(b))[0]
  const total = leastTotal(program, effort, found)
  return {
    state: 'closed',
    conflict,
    alone,
    least,
    least_proved: least !== undefined && alone.every((one) => cannotUndercut(one, inOnes(least))),
    total: total === undefined ? undefined : concession(program, total.best, total.certificate),
  }
}

function cannotUndercut(one: Alone, least: number): boolean {
  switch (one.state) {
    case 'never':
      return true
    case 'unknown':
      return false
    case 'opens':
      return (
        one.concession.certificate.status === 'exact' || one.concession.certificate.bound >= least
      )
  }
}

/** What a concession adds up to, in ones. */
export function concededInOnes({ scale }: Model, { gives }: Concession): number {
  return gives.reduce((sum, { party, units }) => sum + units / (scale[party] ?? 1), 0)
}

function opened(program: Program, best: readonly number[]): Zone {
  return {
    state: 'open',
    package: packageOf(program, best),
    gains: gainsInUnits(program, best),
  }
}

type Reach =
  | { readonly answer: 'yes'; readonly best: readonly number[] }
  | { readonly answer: 'no' }
  | { readonly answer: 'unknown'; readonly bound: number; readonly cancelled: boolean }

/** Whether some package gives all of `parties` a gain of 0 or more. */
function reaches(program: Program, parties: readonly number[], effort: Effort): Reach {
  const { model } = program
  // With nobody to satisfy, a constant stands in, so that only the rows decide.
  const objectives =
    parties.length === 0
      ? [new Float64Array(program.parties)]
      : parties.map((p) => unit(program.parties, p))
  const norms = parties.length === 0 ? [1] : parties.map((p) => model.scale[p] ?? 1)
  const worst = (alternatives: readonly number[]) => {
    const gains = gainsOf(program, alternatives)
    return parties.every((p) => (gains[p] ?? 0) >= 0) ? 1 : 0
  }
  const error = Math.max(0, ...(model.exact?.error ?? [0]))
  const search = maximiseMinimum(
    derivedProgram(program, objectives),
    norms,
    (left, right) => worst(left) - worst(right) || 1,
    effort,
    { margin: error, enough: error === 0 ? 0 : error },
  )
  const { best, bound, complete, cancelled } = search
  if (best !== undefined && worst(best) === 1) return { answer: 'yes', best }
  // Bounds are sums of floats: only what lies clearly below 0 proves anything.
  const near = 1e-9 * Math.max(1, Math.abs(bound))
  if (complete || bound < -error - near) return { answer: 'no' }
  return { answer: 'unknown', bound, cancelled }
}

/** A deletion filter: parties are left out in turn, and stay out where the clash remains. */
function conflictIn(program: Program, everyone: readonly number[], effort: Effort): Conflict {
  let parties = [...everyone]
  let minimal = true
  for (const party of everyone) {
    const others = parties.filter((other) => other !== party)
    const reach = reaches(program, others, effort)
    if (reach.answer === 'no') parties = others
    if (reach.answer === 'unknown') minimal = false
  }
  return { parties, minimal, proof: weightProof(program, parties) ?? { kind: 'search' } }
}

/** The least a single party has to go below its reservation value for the others to be met. */
type AloneSearch = { readonly alone: Alone; readonly best: readonly number[] | undefined }

function aloneOf(program: Program, party: number, effort: Effort): AloneSearch {
  const others = program.model.parties.flatMap((_, p) =>
    p === party ? [] : [{ party: p, gain: 0 }],
  )
  const reach = reaches(
    program,
    others.map((other) => other.party),
    effort,
  )
  if (reach.answer !== 'yes') {
    return { alone: { state: reach.answer === 'no' ? 'never' : 'unknown' }, best: undefined }
  }
  const scale = program.model.scale[party] ?? 1
  const judge = (left: readonly number[], right: readonly number[]) => {
    const [l, r] = [gainsOf(program, left)[party] ?? 0, gainsOf(program, right)[party] ?? 0]
    return l > r ? 1 : l < r ? -1 : 0
  }
  const search = maximiseMinimum(
    derivedProgram(program, [unit(program.parties, party)], others),
    [scale],
    judge,
    effort,
    { margin: program.model.exact?.error[party] ?? 0, start: reach.best },
  )
  if (search.best === undefined) return { alone: { state: 'unknown' }, best: undefined }
  const value = Math.max(0, -search.value)
  const bound = search.complete ? value : Math.max(0, -search.bound)
  const found = concession(program, search.best, {
    status: search.complete ? 'exact' : search.cancelled ? 'cancelled' : 'bounded',
    method: 'largest gain of one party with the others at their reservation values',
    value,
    bound,
    gap: value - bound,
    nodes: search.nodes,
  })
  return { alone: { state: 'opens', concession: found }, best: search.best }
}

/** At most this many issues are named where a concession is paid. */
const named_issues = 5

function concession(
  program: Program,
  alternatives: readonly number[],
  certificate: Certificate,
): Concession {
  const { model } = program
  const options = packageOf(program, alternatives)
  const gives = gainsInUnits(program, alternatives).flatMap((gain, party) =>
    gain < 0 ? [{ party, units: -gain }] : [],
  )
  const over = gives.flatMap(({ party }) =>
    model.issues.map((_, issue) => {
      const values = model.utilities[party]?.[issue] ?? new Float64Array(1)
      const option = options[issue] ?? 0
      return { party, issue, option, loss: Math.max(...values) - (values[option] ?? 0) }
    }),
  )
  const paid = over.filter(({ loss }) => loss > 0).toSorted((a, b) => b.loss - a.loss)
  return { gives, package: options, over: paid.slice(0, named_issues), certificate }
}
