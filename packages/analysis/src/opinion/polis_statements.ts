// What Polis says of statements: which represent a group, on which all agree, which to show next. Pure
// functions of vote counts. Each test is at 10 % without correction for their number, as in Polis; our
// own choice (representative.ts) corrects it.
// Source: compdemocracy/polis, math/src/polismath/math/repness.clj, stats.clj, conversation.clj (2024).

/** Agrees, disagrees and all votes (passes included) on one statement in one set of people. */
export type Tally = { readonly agree: number; readonly disagree: number; readonly seen: number }

export type Direction = 'agree' | 'disagree'

/** One figure set by direction: what Polis shows beside a statement. */
export type Support = {
  readonly statement: number
  readonly direction: Direction
  readonly n_success: number
  readonly n_trials: number
  /** (success + 1) / (trials + 2) */
  readonly p_success: number
  /** One-proportion z test against one half. */
  readonly p_test: number
}

export type Representative = Support & {
  /** p_success over that of all other groups together. */
  readonly repness: number
  /** Two-proportion z test against them, rounded to 32 bits as in Polis. */
  readonly repness_test: number
  /** Agrees of the group where the statement was taken as its best agreement. */
  readonly best_agree?: number
}

/** One-sided 90 %. */
const SIGNIFICANT = 1.2816
const SHOWN = 5

/** z of success/trials against one half, with one success and one trial added. */
export function proportionTest(success: number, trials: number): number {
  return 2 * Math.sqrt(trials + 1) * ((success + 1) / (trials + 1) - 0.5)
}

/** z of the difference of two proportions, with one added to all four counts. */
export function twoProportionTest(s1: number, s2: number, n1: number, n2: number): number {
  const [a, b, n, m] = [s1 + 1, s2 + 1, n1 + 1, n2 + 1]
  const pooled = (a + b) / (n + m)
  if (pooled === 1) return 0
  return (a / n - b / m) / Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
}

export function smoothed(success: number, trials: number): number {
  return (success + 1) / (trials + 2)
}

type Comparison = {
  readonly statement: number
  readonly own: Tally
  readonly pa: number
  readonly pd: number
  readonly pat: number
  readonly pdt: number
  readonly ra: number
  readonly rd: number
  readonly rat: number
  readonly rdt: number
}

function compared(statement: number, own: Tally, others: Tally): Comparison {
  const { agree, disagree, seen } = own
  const [pa, pd] = [smoothed(agree, seen), smoothed(disagree, seen)]
  return {
    statement,
    own,
    pa,
    pd,
    pat: proportionTest(agree, seen),
    pdt: proportionTest(disagree, seen),
    ra: pa / smoothed(others.agree, others.seen),
    rd: pd / smoothed(others.disagree, others.seen),
    rat: twoProportionTest(agree, others.agree, seen, others.seen),
    rdt: twoProportionTest(disagree, others.disagree, seen, others.seen),
  }
}

function finished(c: Comparison): Representative {
  const { statement, own } = c
  const agrees = c.rat > c.rdt
  return {
    statement,
    direction: agrees ? 'agree' : 'disagree',
    n_success: agrees ? own.agree : own.disagree,
    n_trials: own.seen,
    p_success: agrees ? c.pa : c.pd,
    p_test: agrees ? c.pat : c.pdt,
    repness: agrees ? c.ra : c.rd,
    repness_test: Math.fround(agrees ? c.rat : c.rdt),
  }
}

/**
 * The statements that represent one group against all others together, at most five, agreements
 * first. `statements` are those not moderated out, in order of arrival, which settles ties.
 */
export function representative(
  statements: readonly number[],
  own: (statement: number) => Tally,
  others: (statement: number) => Tally,
): Representative[] {
  const sufficient: Representative[] = []
  let best: Representative | undefined
  let best_agree: Comparison | undefined
  for (const j of statements) {
    const c = compared(j, own(j), others(j))
    if (isSufficient(c)) sufficient.push(finished(c))
    if (sufficient.length === 0 && (!best || Math.max(c.rat, c.rdt) > best.repness_test)) {
      best = finished(c)
    }
    if (isBetterAgreement(c, best_agree)) best_agree = c
  }
  const head: Representative | undefined = best_agree
    ? { ...finished(best_agree), best_agree: best_agree.own.agree }
    : undefined
  if (sufficient.length === 0) return [head ?? best ?? []].flat()
  const ranked = sufficient
    .filter(({ statement }) => statement !== head?.statement)
    .toSorted((a, b) => weight(b) - weight(a))
  const shown = [...(head ? [head] : []), ...ranked].slice(0, SHOWN)
  const towards = (direction: Direction) => shown.filter((each) => each.direction === direction)
  return [...towards('agree'), ...towards('disagree')]
}

function isSufficient({ pat, pdt, rat, rdt }: Comparison): boolean {
  return (rat > SIGNIFICANT && pat > SIGNIFICANT) || (rdt > SIGNIFICANT && pdt > SIGNIFICANT)
}

function isBetterAgreement(c: Comparison, current: Comparison | undefined): boolean {
  if (c.own.agree === 0 && c.own.disagree === 0) return false
  if (current && current.ra > 1) {
    return c.ra * c.rat * c.pa * c.pat > current.ra * current.rat * current.pa * current.pat
  }
  if (current) return c.pa * c.pat > current.pa * current.pat
  return c.pat > SIGNIFICANT || (c.ra > 1 && c.pa > 0.5)
}

function weight({ repness, repness_test, p_success, p_test }: Representative): number {
  return repness * repness_test * p_success * p_test
}

/** The up to five statements on which most agree (disagree) with the strongest evidence. */
export function consensus(
  statements: readonly number[],
  tally: (statement: number) => Tally,
): Readonly<Record<Direction, Support[]>> {
  const towards = (direction: Direction): Support[] =>
    statements
      .map((statement) => {
        const { [direction]: n_success, seen: n_trials } = tally(statement)
        return {
          statement,
          direction,
          n_success,
          n_trials,
          p_success: smoothed(n_success, n_trials),
          p_test: proportionTest(n_success, n_trials),
        }
      })
      .filter(({ p_success, p_test }) => p_success > 0.5 && p_test > SIGNIFICANT)
      .toSorted((a, b) => b.p_success * b.p_test - a.p_success * a.p_test)
      .slice(0, SHOWN)
  return { agree: towards('agree'), disagree: towards('disagree') }
}

/**
 * Product over groups of the smoothed share of agrees, with a 90 % interval: each group's share is
 * taken as Beta(A + 1, S - A + 1), whose mean it is, and the logarithm of the product as normal.
 */
export function groupAwareConsensus(groups: readonly Tally[]): {
  value: number
  low: number
  high: number
} {
  let value = 1
  let log_variance = 0
  for (const { agree, seen } of groups) {
    value *= smoothed(agree, seen)
    const square = ((agree + 1) * (agree + 2)) / ((seen + 2) * (seen + 3))
    log_variance += Math.log(square / smoothed(agree, seen) ** 2)
  }
  const spread = 1.6449 * Math.sqrt(Math.max(0, log_variance))
  const middle = value * Math.exp(-log_variance / 2)
  return { value, low: middle * Math.exp(-spread), high: Math.min(1, middle * Math.exp(spread)) }
}

/** How eagerly Polis shows a statement next, from the votes of all groups and its extremity. */
export function priority({ agree, disagree, seen }: Tally, extremity: number): number {
  const passed = seen - agree - disagree
  const importance = (1 - smoothed(passed, seen)) * (extremity + 1) * smoothed(agree, seen)
  return (importance * (1 + 8 * 2 ** (-seen / 5))) ** 2
}
