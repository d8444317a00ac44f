// One figure of the bench and how it is printed: what was asked, what was reached, met or missed.
// Nothing is measured here, and no figure is compared with that of another run or machine.

export type Figure = {
  readonly name: string
  /** Undefined for what is printed for comparison alone. */
  readonly asked?: string
  readonly reached: string
  readonly met?: boolean
}

/** A figure that has an upper bound. */
export function atMost(name: string, value: number, bound: number, unit: string): Figure {
  return {
    name,
    asked: `≤ ${grouped(bound)} ${unit}`,
    reached: `${grouped(value)} ${unit}`,
    met: value <= bound,
  }
}

/** A figure that has a lower bound. */
export function atLeast(name: string, value: number, bound: number, unit: string): Figure {
  return {
    name,
    asked: `≥ ${grouped(bound)} ${unit}`,
    reached: `${grouped(value)} ${unit}`,
    met: value >= bound,
  }
}

export function comparison(name: string, value: number, unit: string): Figure {
  return { name, reached: `${grouped(value)} ${unit}` }
}

/** What could not be measured here; never counted as met. */
export function notRun(name: string, asked: string, why: string): Figure {
  return { name, asked, reached: `not run: ${why}`, met: false }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

function grouped(value: number): string {
  const digits = Math.abs(value) < 100 && !Number.isInteger(value) ? 2 : 0
  return value.toLocaleString('en', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
}

/** A Markdown table, which reads as well in a terminal. */
export function tableOf(figures: readonly Figure[]): string {
  const verdict = ({ met }: Figure) => (met === undefined ? '' : met ? 'met' : 'MISSED')
  const rows = [
    ['figure', 'asked', 'reached', ''],
    ...figures.map((f) => [f.name, f.asked ?? '', f.reached, verdict(f)]),
  ]
  const widths = [0, 1, 2, 3].map((i) => Math.max(3, ...rows.map((row) => row[i]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`
  const [head = [], ...body] = rows
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`
  return [line(head), rule, ...body.map(line)].join('\n')
}
