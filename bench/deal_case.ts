// One measurement of the bench of deal analysis in a process of its own, so that its memory is its
// own: `node bench/deal_case.ts TASK KIND SEED` prints one line of JSON. Started by deal.ts.
import type { PartyEstimate } from '../packages/analysis/src/deal/draws.ts'
import { frontierOf } from '../packages/analysis/src/deal/frontier.ts'
import type { Model } from '../packages/analysis/src/deal/model.ts'
import { answerQuestion } from '../packages/analysis/src/deal/question.ts'
import { robustnessOf } from '../packages/analysis/src/deal/robustness.ts'
import { solvePoint, type Objective } from '../packages/analysis/src/deal/solutions.ts'
import { zoneOf } from '../packages/analysis/src/deal/zone.ts'
import { instance, kinds, type Kind } from './deal_instances.ts'

export type Measured = {
  /** The best run: of a task that runs once, what a command meets; else what a slider meets. */
  readonly elapsed_ms: number
  /** The run of the least processor time, all threads. */
  readonly cpu_ms: number
  readonly peak_mb: number
  /** What was found, in short; says "not proved" where it was not. */
  readonly found: string
  readonly proved: boolean
}

type Task = {
  readonly parties: number
  readonly issues: number
  readonly links?: number
  readonly runs: number
  readonly work: (model: Model) => { readonly found: string; readonly proved: boolean }
}

const frontier = (model: Model) => {
  const { set, complete } = frontierOf(model)
  return { found: `${set.size} points`, proved: complete }
}

const named = (objective: Objective) => (model: Model) => {
  const { certificate } = solvePoint(model, objective)
  const { status, value, gap } = certificate
  const proved = status === 'exact'
  return { found: proved ? value.toPrecision(6) : `not proved, gap ${gap.toPrecision(2)}`, proved }
}

/** The first options are on the table; everything that the deal room shows. */
const slider = (model: Model) => {
  const table = new Uint16Array(model.issues.length)
  const { answer, trades } = answerQuestion({ ask: 'room', model, table })
  return {
    found: `${answer.frontier.points.length} points, ${trades?.found ?? 0} trades`,
    proved: answer.frontier.complete,
  }
}

const robustness = (model: Model) => {
  const estimates = model.parties.map((): PartyEstimate => ({
    weights: { kind: 'intervals', factors: model.issues.map(() => ({ low: 0.7, high: 1.3 })) },
  }))
  const { draws, judged } = robustnessOf(model, estimates, { seed: 1 })
  return {
    found: `${draws} draws, median regret ${judged[0]?.regret.q50.toFixed(3) ?? 'none'}`,
    proved: draws === 1000,
  }
}

/** Reservation values that cannot all be met: nine tenths of what each could have at most. */
const zone = (model: Model) => {
  const disagreement = model.utilities.map((of) =>
    Math.round(0.9 * of.reduce((sum, values) => sum + Math.max(...values), 0)),
  )
  const found = zoneOf({ ...model, disagreement })
  const proved =
    found.state === 'closed' &&
    found.alone.every(({ state }) => state !== 'unknown') &&
    found.total?.certificate.status === 'exact'
  return { found: found.state, proved: proved || found.state === 'open' }
}

export const tasks = {
  'frontier-2-60': { parties: 2, issues: 60, runs: 4, work: frontier },
  'frontier-2-200': { parties: 2, issues: 200, runs: 4, work: frontier },
  'frontier-3-12': { parties: 3, issues: 12, runs: 4, work: frontier },
  'frontier-3-60': { parties: 3, issues: 60, runs: 1, work: frontier },
  'nash-8': { parties: 8, issues: 60, runs: 3, work: named('nash') },
  'nash-8-linked': { parties: 8, issues: 60, links: 20, runs: 3, work: named('nash') },
  'minimum-5': { parties: 5, issues: 60, runs: 1, work: named('egalitarian') },
  'kalai-smorodinsky-5': { parties: 5, issues: 60, runs: 1, work: named('kalai-smorodinsky') },
  'minimum-8': { parties: 8, issues: 60, runs: 1, work: named('egalitarian') },
  'kalai-smorodinsky-8': { parties: 8, issues: 60, runs: 1, work: named('kalai-smorodinsky') },
  slider: { parties: 2, issues: 40, runs: 12, work: slider },
  robustness: { parties: 2, issues: 40, runs: 1, work: robustness },
  zone: { parties: 5, issues: 40, runs: 1, work: zone },
} satisfies Record<string, Task>
export type TaskName = keyof typeof tasks

function measured(task: Task, kind: Kind, seed: number): Measured {
  const { parties, issues, links = 0, runs, work } = task
  const model = instance({ kind, parties, issues, options: 5, links, seed })
  let [elapsed_ms, cpu_ms] = [Infinity, Infinity]
  let outcome = { found: '', proved: false }
  for (let run = 0; run < runs; run += 1) {
    const before = process.cpuUsage()
    const start = performance.now()
    outcome = work(model)
    elapsed_ms = Math.min(elapsed_ms, performance.now() - start)
    const { user, system } = process.cpuUsage(before)
    cpu_ms = Math.min(cpu_ms, (user + system) / 1000)
  }
  return { elapsed_ms, cpu_ms, peak_mb: process.resourceUsage().maxRSS / 1024, ...outcome }
}

if (import.meta.main) {
  const [name = '', kind = '', seed = ''] = process.argv.slice(2)
  const task = Object.entries(tasks).find(([of]) => of === name)?.[1]
  const known = kinds.find((of) => of === kind)
  if (!task || !known) throw new Error(`Name one of ${Object.keys(tasks).join(', ')} and a kind.`)
  console.log(JSON.stringify(measured(task, known, Number(seed))))
}
