// The figures of deal analysis: each task on three kinds of preferences, each kind on several seeds,
// each in a process of its own with its own peak of memory; cheap tasks first, a line as each ends.
// Judged is processor time of the worst seed, because others may load the machine; elapsed time is
// printed beside it. SULH_DEAL_SEEDS sets how many seeds (default 10), SULH_DEAL_TASKS which tasks.
// All of it takes about a quarter of an hour.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Measured, TaskName } from './deal_case.ts'
import { kinds, type Kind } from './deal_instances.ts'
import { comparison, type Figure } from './table.ts'

const program = fileURLToPath(new URL('deal_case.ts', import.meta.url))
const seeds_count = Number(process.env['SULH_DEAL_SEEDS'] ?? 10)
const wanted = process.env['SULH_DEAL_TASKS']?.split(',')
const memory_mb = 1024
/** A process that takes longer is stopped and counts as missed. */
const patienceOf = (bound_ms: number) => 5000 + 2 * bound_ms

type Promised = { readonly task: TaskName; readonly name: string; readonly bound_ms: number }

/** From the cheapest to the dearest. */
const promised: readonly Promised[] = [
  { task: 'frontier-3-12', name: 'three parties 12 x 5, complete', bound_ms: 50 },
  { task: 'frontier-2-60', name: 'two parties 60 x 5, complete', bound_ms: 50 },
  { task: 'nash-8', name: 'Nash proved, 8 parties 60 x 5', bound_ms: 500 },
  { task: 'nash-8-linked', name: 'the same with 20 links', bound_ms: 2000 },
  { task: 'slider', name: 'slider, two parties 40 x 5, everything', bound_ms: 50 },
  { task: 'frontier-2-200', name: 'two parties 200 x 5, complete', bound_ms: 200 },
  { task: 'minimum-5', name: 'max-min proved, 5 parties 60 x 5', bound_ms: 2000 },
  {
    task: 'kalai-smorodinsky-5',
    name: 'Kalai-Smorodinsky proved, 5 parties 60 x 5',
    bound_ms: 2000,
  },
  { task: 'robustness', name: 'robustness, 1,000 draws at 40 x 5', bound_ms: 5000 },
  { task: 'minimum-8', name: 'max-min proved, 8 parties 60 x 5', bound_ms: 10_000 },
  {
    task: 'kalai-smorodinsky-8',
    name: 'Kalai-Smorodinsky proved, 8 parties 60 x 5',
    bound_ms: 10_000,
  },
  { task: 'frontier-3-60', name: 'three parties 60 x 5, complete', bound_ms: 10_000 },
]

type Case = { readonly kind: Kind; readonly seed: number; readonly measured: Measured | undefined }

function measure({ task, bound_ms }: Promised, kind: Kind, seed: number): Measured | undefined {
  const done = spawnSync(process.execPath, [program, task, kind, String(seed)], {
    encoding: 'utf8',
    timeout: patienceOf(bound_ms),
  })
  if (done.status !== 0) return undefined
  return JSON.parse(done.stdout) as Measured
}

function figureOf(promise: Promised, kind: Kind): Figure {
  const { name, bound_ms } = promise
  const cases = Array.from({ length: seeds_count }, (_, k): Case => {
    const seed = k + 1
    return { kind, seed, measured: measure(promise, kind, seed) }
  })
  const spent = ({ measured }: Case) => measured?.cpu_ms ?? Infinity
  const worst = cases.reduce((slowest, one) => (spent(one) > spent(slowest) ? one : slowest))
  const proved = cases.filter(({ measured }) => measured?.proved === true).length
  const within = cases.filter((one) => spent(one) <= bound_ms).length
  const peak = Math.max(...cases.map(({ measured }) => measured?.peak_mb ?? 0))
  const elapsed = Math.max(...cases.map(({ measured }) => measured?.elapsed_ms ?? Infinity))
  const reached = worst.measured
    ? `${whole(spent(worst))} ms, seed ${worst.seed} (${worst.measured.found}); elapsed ≤ ${whole(elapsed)} ms`
    : `stopped after ${whole(patienceOf(bound_ms) / 1000)} s, seed ${worst.seed}`
  return {
    name: `${name}, ${kind}: worst of ${seeds_count}`,
    asked: `≤ ${whole(bound_ms)} ms, < ${memory_mb} MB`,
    reached: `${reached}; ${within} within, ${proved} proved; ${whole(peak)} MB`,
    met: within === cases.length && proved === cases.length && peak < memory_mb,
  }
}

const whole = (value: number) => Math.round(value).toLocaleString('en')

export function deal(): Promise<Figure[]> {
  const chosen = promised.filter(({ task }) => wanted === undefined || wanted.includes(task))
  const figures = chosen.flatMap((task) =>
    kinds.map((kind) => {
      const figure = figureOf(task, kind)
      console.log(`${figure.name}: ${figure.reached}${figure.met ? '' : ' MISSED'}`)
      return figure
    }),
  )
  // Measured on the peer when this was designed, not run here.
  figures.push(comparison('two parties 60 x 5 with NegMAS (MOBANOS), as measured', 935_700, 'ms'))
  return Promise.resolve(figures)
}
