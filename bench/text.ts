// Figures of the negotiating text: redlines, convergence and documents of 400 clauses and 1,200
// alternatives in two languages. Each is the median of several runs after the first ones.
import { convergenceSeries } from '@sulh/analysis/text/convergence'
import { redline } from '@sulh/analysis/redline/compare'
import { bigText } from './big_text.ts'
import { atMost, type Figure } from './table.ts'

export async function texts(): Promise<Figure[]> {
  const [a, b] = [bigText(0), bigText(3)]
  const versions = Array.from({ length: 50 }, (_, v) => ({
    version: `v${v}`,
    at: '2020-10-23T09:00:00Z',
    tree: bigText(v),
  }))
  return [
    atMost('redline of two versions', await median(() => redline(a, b)), 50, 'ms'),
    atMost(
      'convergence of 50 versions',
      await median(() => convergenceSeries(versions, 'mission')),
      100,
      'ms',
    ),
  ]
}

async function median(work: () => unknown, runs = 9): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < runs + 3; run++) {
    const start = performance.now()
    await work()
    if (run >= 3) times.push(performance.now() - start)
  }
  return times.sort((x, y) => x - y)[runs >> 1] ?? Number.NaN
}
