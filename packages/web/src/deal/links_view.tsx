// The links as a picture across the tracks, a column each, and as sentences below it. Kinds differ
// by line as well as by words; what the package at hand uses is drawn stronger.
import { memo, type ReactNode } from 'react'
import { useText, type Text } from '../messages/index.ts'
import { useProcess } from '../process/data.ts'
import { valueOf } from '../process/view.ts'
import type { DealCase, DealLink, OpenPoint } from './case.ts'
import css from './deal.module.css'
import { linkWords } from './link_words.ts'
import { placesOf } from './problem.ts'

const COLUMN = 250
const BOX = { width: 190, height: 40 }
const ROW = 62
const TOP = 34

export const LinksView = memo(function LinksView(props: {
  readonly deal: DealCase
  readonly options: readonly number[] | undefined
}): ReactNode {
  const { deal } = props
  const text = useText()
  const { t, pick } = text
  if (deal.links.length === 0) return <p className={css['soft']}>{t('deal.links_none')}</p>
  return (
    <>
      <div className={css['links_scroll']} tabIndex={0} role="group" aria-label={t('deal.links')}>
        <Drawing {...props} text={text} />
      </div>
      <ul className={css['list']}>
        {deal.links.map((link) => (
          <li key={link.id}>
            {linkWords(deal, link, text)} <span className={css['soft']}>{pick(link.reason)}</span>
          </li>
        ))}
      </ul>
    </>
  )
})

function issuesOf(link: DealLink): string[] {
  return [...new Set([...link.choices, ...link.then].map((c) => c.issue))]
}

function Drawing(props: Parameters<typeof LinksView>[0] & { readonly text: Text }): ReactNode {
  const { deal, options } = props
  const { t, pick, dir } = props.text
  const { view } = useProcess()
  const linked = new Set(deal.links.flatMap(issuesOf))
  const columns = Map.groupBy(
    deal.points.filter((p) => linked.has(p.id)),
    (p) => p.track?.id ?? '',
  )
  const tracks = [...columns.keys()]
  const width = Math.max(1, tracks.length) * COLUMN
  const height = TOP + ROW * Math.max(...[...columns.values()].map((c) => c.length), 1)
  const place = new Map<string, { x: number; y: number; column: number }>()
  for (const [column, track] of tracks.entries())
    for (const [row, point] of (columns.get(track) ?? []).entries()) {
      const at = dir === 'rtl' ? tracks.length - 1 - column : column
      place.set(point.id, { x: at * COLUMN + 8, y: TOP + row * ROW, column: at })
    }
  const taken = (link: DealLink) =>
    options !== undefined &&
    placesOf(deal, link.choices).every(({ issue, option }) => options[issue] === option)
  return (
    <svg
      className={css['links']}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={t('deal.links')}
    >
      {tracks.map((track) => {
        const [first] = columns.get(track) ?? []
        const x = (first && place.get(first.id)?.x) ?? 0
        return (
          <text
            key={track}
            className={css['track_name']}
            x={dir === 'rtl' ? x + BOX.width : x}
            y={16}
          >
            {pick(view.title(view.get(track)))}
          </text>
        )
      })}
      {deal.links.flatMap((link) =>
        arcs(link).map(([from, to]) => {
          const [a, b] = [place.get(from), place.get(to)]
          if (!a || !b) return null
          return (
            <path
              key={`${link.id} ${from} ${to}`}
              data-class={link.class}
              strokeWidth={taken(link) ? 3 : 1.4}
              d={arc(a, b)}
            />
          )
        }),
      )}
      {deal.points.map((point) => {
        const at = place.get(point.id)
        return at ? <Box key={point.id} point={point} at={at} text={props.text} /> : null
      })}
    </svg>
  )
}

function arcs(link: DealLink): (readonly [string, string])[] {
  const issues = issuesOf(link)
  return issues.slice(1).map((to, i) => [issues[i] ?? to, to] as const)
}

type At = { readonly x: number; readonly y: number; readonly column: number }

function arc(a: At, b: At): string {
  const middle = BOX.height / 2
  if (a.column === b.column) {
    const x = a.x + BOX.width
    const out = x + 18 + Math.abs(a.y - b.y) / 12
    return `M${x} ${a.y + middle}C${out} ${a.y + middle} ${out} ${b.y + middle} ${x} ${b.y + middle}`
  }
  const [left, right] = a.column < b.column ? [a, b] : [b, a]
  const [x1, x2] = [left.x + BOX.width, right.x]
  const half = (x1 + x2) / 2
  return `M${x1} ${left.y + middle}C${half} ${left.y + middle} ${half} ${right.y + middle} ${x2} ${right.y + middle}`
}

function Box(props: {
  readonly point: OpenPoint
  readonly at: At
  readonly text: Text
}): ReactNode {
  const { point, at, text } = props
  const rtl = text.dir === 'rtl'
  const family = valueOf(point.track, 'track', 'description')?.family
  const title = text.pick(point.title)
  const lines = inLines(title)
  return (
    <g data-family={family} transform={`translate(${at.x} ${at.y})`}>
      <title>{title}</title>
      <rect width={BOX.width} height={BOX.height} rx={3} />
      {lines.map((line, i) => (
        <text key={line} x={rtl ? BOX.width - 8 : 8} y={lines.length === 1 ? 25 : 17 + i * 15}>
          {line}
        </text>
      ))}
    </g>
  )
}

/** Two lines at most; what is cut is in the title and in the sentences. */
function inLines(title: string): string[] {
  const LENGTH = 27
  if (title.length <= LENGTH) return [title]
  const cut = title.lastIndexOf(' ', LENGTH)
  const at = cut > 0 ? cut : LENGTH
  const rest = title.slice(at).trim()
  return [title.slice(0, at), rest.length > LENGTH ? `${rest.slice(0, LENGTH - 1)}…` : rest]
}
