// Thresholds that cannot be met, and those that rounding or a way of reading could decide: a decimal
// that stands for a fraction, a count rounded to the nearest, "half plus one" of an odd number.
import type { Finding } from './check_procedure.ts'
import { needed, shareOf, type Procedure, type Stage, type Threshold } from './procedure.ts'
import { ceil, compareRatio, floor, nearest, ratio, ratioText, times, type Ratio } from './ratio.ts'

export function thresholdFindings(
  procedure: Procedure,
  stage: Stage,
  threshold: Threshold,
): Finding[] {
  const share = shareOf(threshold)
  const whole = compareRatio(share, { num: 1n, den: 1n })
  if (whole > 0 || (whole === 0 && threshold.comparison !== '>=')) {
    const figures = { share: threshold.share, comparison: threshold.comparison }
    return [{ rule: 'threshold-unreachable', severity: 'contradiction', stage: stage.id, figures }]
  }
  return sizes(procedure, stage, threshold).flatMap(({ college, members }) => {
    const place = college === undefined ? { stage: stage.id } : { stage: stage.id, college }
    return [
      roundedFraction(threshold, share, members),
      nearestDiffers(threshold, share, members),
      plusOneReading(threshold, share, members),
    ].flatMap((found) => (found === undefined ? [] : [{ ...found, ...place }]))
  })
}

/** The electorate, or each college that the threshold is asked of. */
function sizes(
  { electorate }: Procedure,
  stage: Stage,
  threshold: Threshold,
): { readonly college?: string; readonly members: number }[] {
  const colleges = electorate.colleges ?? []
  const asked =
    threshold.in ?? (stage.voters === 'each-college' ? colleges.map((c) => c.id) : undefined)
  if (asked === undefined) return [{ members: electorate.members }]
  return colleges
    .filter(({ id }) => asked.includes(id))
    .map(({ id, members }) => ({ college: id, members }))
}

/**
 * The largest base of at most `members` for which `differs` holds: the one likeliest to be met. The
 * members themselves are a base that turnout does not lower.
 */
function largestBase(
  of: Threshold['base'],
  members: number,
  differs: (base: number) => boolean,
): number | undefined {
  const least = of === 'members' ? members : Math.max(1, members - 10_000)
  for (let base = members; base >= least; base--) if (differs(base)) return base
  return undefined
}

/** Denominators that decimals cannot write and that people mean. */
const MEANT = [3n, 6n, 7n]

/** 66.7 % for two thirds: the fraction that the decimal rounds, up or down. */
function fractionMeant(text: string, share: Ratio): Ratio | undefined {
  if (text.includes('/')) return undefined
  const percent = text.includes('%') ? 2 : 0
  const decimals = BigInt((/\.(\d+)/.exec(text)?.[1] ?? '').length + percent)
  if (decimals < 2n) return undefined
  const scale = 10n ** decimals
  const units = times(share, scale)
  for (const den of MEANT) {
    for (let num = 1n; num < den; num++) {
      const fraction = ratio(num, den)
      const written = times(fraction, scale)
      const rounds = [floor(written), ceil(written)].some(
        (v) => compareRatio(ratio(v), units) === 0,
      )
      if (rounds && compareRatio(fraction, share) !== 0) return fraction
    }
  }
  return undefined
}

function roundedFraction(
  { share: text, comparison, base: of }: Threshold,
  share: Ratio,
  members: number,
): Finding | undefined {
  const meant = fractionMeant(text, share)
  if (meant === undefined) return undefined
  const base = largestBase(
    of,
    members,
    (b) => needed(share, comparison, b) !== needed(meant, comparison, b),
  )
  if (base === undefined) return undefined
  const figures = {
    share: text,
    fraction: ratioText(meant),
    base,
    needed: needed(share, comparison, base),
    other: needed(meant, comparison, base),
  }
  return { rule: 'rounded-fraction', severity: 'warning', figures }
}

/** Where the share of a base is no integer, rounding to the nearest can ask for one vote less. */
export function nearestDiffers(
  { share: text, comparison, base: of }: Threshold,
  share: Ratio,
  members: number,
): Finding | undefined {
  const base = largestBase(of, members, (b) => {
    const exact = times(share, BigInt(b))
    return exact.den !== 1n && Number(nearest(exact)) < needed(share, comparison, b)
  })
  if (base === undefined) return undefined
  const exact = times(share, BigInt(base))
  const figures = {
    share: text,
    base,
    exact: ratioText(exact),
    needed: needed(share, comparison, base),
    other: Number(nearest(exact)),
  }
  return { rule: 'nearest-differs', severity: 'warning', figures }
}

function plusOneReading(
  { share: text, comparison, base: of }: Threshold,
  share: Ratio,
  members: number,
): Finding | undefined {
  if (comparison !== 'floor+1') return undefined
  const base = largestBase(of, members, (b) => times(share, BigInt(b)).den !== 1n)
  if (base === undefined) return undefined
  const needs = needed(share, comparison, base)
  const figures = { share: text, base, needed: needs, other: needs + 1 }
  return { rule: 'plus-one-reading', severity: 'warning', figures }
}
