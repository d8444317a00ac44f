// The figures of deal analysis: each task on three kinds of preferences, each kind on several seeds,
// each in a process of its own with its own peak of memory. The worst of all is judged and named.
// SULH_DEAL_SEEDS sets how many seeds (default 10), SULH_DEAL_TASKS which tasks.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Measured, TaskName } from './deal_case.ts'
import { kinds, type Kind } from './deal_instances.ts'
import { comparison, type Figure } from './table.ts'

const program = fileURLToPath(new URL('deal_case.ts', import.meta.url))
const seeds = Number(process.env['SULH_DEAL_SEEDS'] ?? 10)
const wanted = process.env['SULH_DEAL_TASKS']?.split(',')
const memory_mb = 1024
/** A search that takes longer is stopped and counts as missed. */
const patience_ms = 300_000

type Promised = {
  readonly task: TaskName
  readonly name: string
  readonly bound_ms: number
  /** Warm: what a slider meets. Cold: what a command meets. */
  readonly run: 'cold' | 'warm'
  /** At most so many seeds, where one takes seconds: the bench is to end within minutes. */
  readonly most_seeds?: number
}

const promised: readonly Promised[] = [
  { task: 'frontier-2-60', name: 'two parties 60 x 5, complete', bound_ms: 50, run: 'warm' },
  { task: 'frontier-2-200', name: 'two parties 200 x 5, complete', bound_ms: 200, run: 'warm' },
  { task: 'frontier-3-12', name: 'three parties 12 x 5, complete', bound_ms: 50, run: 'warm' },
  {
    task: 'frontier-3-60',
    name: 'three parties 60 x 5, complete',
    bound_ms: 10_000,
    run: 'cold',
    most_seeds: 3,
  },
  { task: 'nash-8', name: 'Nash proved, 8 parties 60 x 5', bound_ms: 500, run: 'warm' },
  { task: 'nash-8-linked', name: 'the same with 20 links', bound_ms: 2000, run: 'warm' },
  { task: 'minimum-5', name: 'max-min proved, 5 parties 60 x 5', bound_ms: 2000, run: 'cold' },
  {
    task: 'kalai-smorodinsky-5',
    name: 'Kalai-Smorodinsky proved, 5 parties 60 x 5',
    bound_ms: 2000,
    run: 'cold',
  },
  { task: 'minimum-8', name: 'max-min proved, 8 parties 60 x 5', bound_ms: 10_000, run: 'cold' },
  {
    task: 'kalai-smorodinsky-8',
    name: 'Kalai-Smorodinsky proved, 8 parties 60 x 5',
    bound_ms: 10_000,
    run: 'cold',
  },
  { task: 'slider', name: 'slider, two parties 40 x 5, everything', bound_ms: 50, run: 'warm' },
  {
    task: 'robustness',
    name: 'robustness, 1,000 draws at 40 x 5',
    bound_ms: 5000,
    run: 'cold',
    most_seeds: 3,
  },
]

type Case = { readonly kind: Kind; readonly seed: number; readonly measured: Measured | undefined }

function measure(task: TaskName, kind: Kind, seed: number): Measured | undefined {
  const done = spawnSync(process.execPath, [program, task, kind, String(seed)], {
    encoding: 'utf8',
    timeout: patience_ms,
  })
  if (done.status !== 0) return undefined
  return JSON.parse(done.stdout) as Measured
}

function figuresOf({ task, name, bound_ms, run, most_seeds = seeds }: Promised): Figure[] {
  const count = Math.min(seeds, most_seeds)
  return kinds.map((kind): Figure => {
    const cases = Array.from({ length: count }, (_, k): Case => {
      const seed = k + 1
      return { kind, seed, measured: measure(task, kind, seed) }
    })
    const time = ({ measured }: Case) =>
      measured ? (run === 'cold' ? measured.cold_ms : measured.warm_ms) : Infinity
    const worst = cases.reduce((slowest, one) => (time(one) > time(slowest) ? one : slowest))
    const proved = cases.filter(({ measured }) => measured?.proved === true).length
    const peak = Math.max(...cases.map(({ measured }) => measured?.peak_mb ?? 0))
    const whole = (value: number) => Math.round(value).toLocaleString('en')
    const reached =
      worst.measured === undefined
        ? `stopped after ${whole(patience_ms / 1000)} s, seed ${worst.seed}`
        : `${whole(time(worst))} ms, seed ${worst.seed} (${whole(worst.measured.cpu_ms)} ms of processor, ${worst.measured.found})`
    return {
      name: `${name}, ${kind}: worst of ${count}`,
      asked: `≤ ${whole(bound_ms)} ms, < ${memory_mb} MB`,
      reached: `${reached}; ${proved} proved; ${whole(peak)} MB`,
      met: time(worst) <= bound_ms && proved === cases.length && peak < memory_mb,
    }
  })
}

export function deal(): Promise<Figure[]> {
  const chosen = promised.filter(({ task }) => wanted === undefined || wanted.includes(task))
  const figures = chosen.flatMap(figuresOf)
  // Measured on the peer when this was designed, not run here.
  figures.push(comparison('two parties 60 x 5 with NegMAS (MOBANOS), as measured', 935_700, 'ms'))
  return Promise.resolve(figures)
}
