// The frontier as a picture (SVG): two parties in one diagram, more in one per pair. Plain text
// out; positions come from the answer, and nothing is computed but where things lie.
import type { DealAnswer } from './answer.ts'

const SIDE = 420
const MARGIN = 56

const marks = [
  { key: 'nash', label: 'Nash', colour: '#b3261e', shape: 'circle' },
  { key: 'egalitarian', label: 'Egalitarian', colour: '#1b6e3c', shape: 'square' },
  { key: 'kalaiSmorodinsky', label: 'Kalai-Smorodinsky', colour: '#7a4a00', shape: 'diamond' },
  { key: 'utilitarian', label: 'Utilitarian', colour: '#4a3a9e', shape: 'triangle' },
] as const

/** More points than the eye can tell apart are thinned out to this many in a diagram. */
const DRAWN_COUNT = 4_000

export function frontierSvg(answer: DealAnswer): string {
  const { parties } = answer
  const pairs = parties.flatMap((_, x) =>
    parties.flatMap((__, y) => (y > x ? [[x, y] as const] : [])),
  )
  const across = Math.min(pairs.length, 3)
  const down = Math.ceil(pairs.length / across)
  const width = across * SIDE
  const height = down * SIDE + 40
  const diagrams = pairs.map(([x, y], n) => {
    const at = `translate(${(n % across) * SIDE} ${Math.floor(n / across) * SIDE})`
    return `<g transform="${at}">${diagram(answer, x, y)}</g>`
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="IBM Plex Sans, sans-serif" font-size="12">`,
    `<title>${escaped(`Efficient packages: ${parties.join(', ')}`)}</title>`,
    '<rect width="100%" height="100%" fill="#fff"/>',
    ...diagrams,
    legend(answer, height),
    '</svg>',
    '',
  ].join('\n')
}

type Axis = { readonly least: number; readonly most: number; readonly ticks: readonly number[] }

/** From a round number below the least value to one above the greatest. */
function axisOf(values: readonly number[]): Axis {
  let least = Infinity
  let most = -Infinity
  for (const value of values) {
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  if (!(most > least))
    [least, most] = [
      (Number.isFinite(least) ? least : 0) - 0.5,
      (Number.isFinite(most) ? most : 0) + 0.5,
    ]
  const rough = (most - least) / 5
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough) ?? rough
  const first = Math.floor(least / step)
  const last = Math.ceil(most / step)
  const ticks = Array.from({ length: last - first + 1 }, (_, k) => (first + k) * step)
  return { least: first * step, most: last * step, ticks }
}

function diagram(answer: DealAnswer, x: number, y: number): string {
  const points = answer.frontier.points.map(
    ({ utilities }) => [utilities[x] ?? 0, utilities[y] ?? 0] as const,
  )
  const axes = [axisOf(points.map(([a]) => a)), axisOf(points.map(([, b]) => b))] as const
  const scale = (axis: Axis, value: number) => (value - axis.least) / (axis.most - axis.least)
  const px = (value: number) => MARGIN + scale(axes[0], value) * (SIDE - MARGIN - 24)
  const py = (value: number) => SIDE - MARGIN - scale(axes[1], value) * (SIDE - MARGIN - 24)
  const stride = Math.max(1, Math.ceil(points.length / DRAWN_COUNT))
  const dots = points
    .filter((_, k) => k % stride === 0)
    .map(([a, b]) => `<circle cx="${px(a).toFixed(1)}" cy="${py(b).toFixed(1)}" r="2.2"/>`)
  const named = marks.flatMap(({ key, label, colour, shape }) => {
    const found = answer[key]
    if (!found) return []
    const drawn = markOf(shape, px(found.utilities[x] ?? 0), py(found.utilities[y] ?? 0))
    return [
      `<g fill="none" stroke="${colour}" stroke-width="2"><title>${label}</title>${drawn}</g>`,
    ]
  })
  return [
    grid(axes, px, py),
    `<g fill="#1a4f8b" fill-opacity="0.75">${dots.join('')}</g>`,
    ...named,
    `<text x="${SIDE / 2}" y="${SIDE - 12}" text-anchor="middle">${escaped(answer.parties[x] ?? '')}</text>`,
    `<text transform="translate(14 ${SIDE / 2}) rotate(-90)" text-anchor="middle">${escaped(answer.parties[y] ?? '')}</text>`,
  ].join('\n')
}

function grid(
  [x_axis, y_axis]: readonly [Axis, Axis],
  px: (value: number) => number,
  py: (value: number) => number,
): string {
  const number = (value: number) => String(Number(value.toPrecision(6)))
  const vertical = x_axis.ticks.map(
    (t) =>
      `<path d="M${px(t).toFixed(1)} ${py(y_axis.least)}V${py(y_axis.most)}"/><text x="${px(t).toFixed(1)}" y="${SIDE - MARGIN + 16}" text-anchor="middle" stroke="none" fill="#555">${number(t)}</text>`,
  )
  const horizontal = y_axis.ticks.map(
    (t) =>
      `<path d="M${px(x_axis.least)} ${py(t).toFixed(1)}H${px(x_axis.most)}"/><text x="${MARGIN - 6}" y="${(py(t) + 4).toFixed(1)}" text-anchor="end" stroke="none" fill="#555">${number(t)}</text>`,
  )
  return `<g stroke="#ddd">${[...vertical, ...horizontal].join('')}</g>`
}

function markOf(shape: (typeof marks)[number]['shape'], x: number, y: number): string {
  const [a, b] = [x.toFixed(1), y.toFixed(1)]
  switch (shape) {
    case 'circle':
      return `<circle cx="${a}" cy="${b}" r="7"/>`
    case 'square':
      return `<rect x="${(x - 6).toFixed(1)}" y="${(y - 6).toFixed(1)}" width="12" height="12"/>`
    case 'diamond':
      return `<path d="M${a} ${(y - 10).toFixed(1)}l10 10l-10 10l-10 -10z"/>`
    case 'triangle':
      return `<path d="M${a} ${(y - 10).toFixed(1)}l10 17h-20z"/>`
  }
}

function legend(answer: DealAnswer, height: number): string {
  let x = 20
  const items = marks.flatMap(({ key, label, colour, shape }) => {
    if (!answer[key]) return []
    const item = `<g fill="none" stroke="${colour}" stroke-width="2">${markOf(shape, x, height - 20)}</g><text x="${x + 14}" y="${height - 16}">${label}</text>`
    x += 40 + label.length * 7
    return [item]
  })
  const note = answer.frontier.complete
    ? ''
    : `<text x="${x}" y="${height - 16}" fill="#b3261e">not complete</text>`
  return items.join('') + note
}

function escaped(text: string): string {
  const safe: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
  return Array.from(text)
    .filter((c) => c >= ' ')
    .map((c) => safe[c] ?? c)
    .join('')
}
