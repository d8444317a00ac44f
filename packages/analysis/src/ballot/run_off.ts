// Who goes into a run-off, and how ties of a procedure are settled: by declared order, by a recorded
// draw or seed, or not at all (B7, B8).
import type { DecisionStep, TieHow, Vote } from './decision.ts'
import type { CastStage, RunOff, Stage, StageTies } from './procedure.ts'
import { BallotError } from './profile.ts'
import { drawLots } from './ties.ts'

export type Settled = {
  /** The tied in the order that the rule gives; undefined where it leaves them open. */
  readonly order?: readonly string[]
  readonly how: TieHow
  readonly seed?: string
}

/** `tied` in declared order. A draw must name each of them. */
export function settleTie(tied: readonly string[], rule: StageTies, cast: CastStage): Settled {
  switch (rule) {
    case 'no-decision':
      return { how: 'open' }
    case 'declared-order':
      return { order: tied, how: 'declared-order' }
    case 'lot': {
      const { draw, seed } = cast
      if (draw !== undefined) {
        const missing = tied.find((id) => !draw.includes(id))
        if (missing !== undefined) {
          throw new BallotError(
            `The draw of stage ${cast.stage} lacks ${missing}, who is tied: record the whole draw.`,
          )
        }
        return {
          order: draw.filter((id, i) => tied.includes(id) && draw.indexOf(id) === i),
          how: 'draw',
        }
      }
      if (seed !== undefined) return { order: drawLots(tied, seed), how: 'seed', seed }
      return { how: 'draw-missing' }
    }
  }
}

export type Top = {
  readonly candidates: readonly string[]
  readonly steps: readonly DecisionStep[]
}

/** The top k of a vote by its tie rule, in declared order. */
export function topOf(stage: Stage, rule: RunOff, source: Vote | undefined, cast: CastStage): Top {
  const chosen: string[] = []
  const steps: DecisionStep[] = []
  for (const level of source?.levels ?? []) {
    const places = rule.k - chosen.length
    if (places <= 0) break
    if (level.length <= places || rule.ties === 'all') {
      if (level.length > places) {
        steps.push({
          step: 'tie',
          stage: stage.id,
          tied: level,
          purpose: 'run-off',
          how: 'all',
          chosen: level,
        })
      }
      chosen.push(...level)
      continue
    }
    const settled = settleTie(level, rule.ties ?? 'no-decision', cast)
    const taken = settled.order?.slice(0, places) ?? []
    const { how, seed } = settled
    const tie = { step: 'tie', stage: stage.id, tied: level, purpose: 'run-off', how } as const
    steps.push({ ...tie, chosen: taken, ...(seed === undefined ? {} : { seed }) })
    // An open tie leaves the run-off without its candidates: nobody stands, nothing is decided.
    if (settled.order === undefined) return { candidates: [], steps }
    chosen.push(...taken)
    break
  }
  const candidates = (source?.standing ?? []).filter((id) => chosen.includes(id))
  steps.push({ step: 'run-off', stage: stage.id, of: rule.of, candidates })
  return { candidates, steps }
}
