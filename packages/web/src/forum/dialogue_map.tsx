// The opinion map: dots of five people and more, the groups as soft shapes with a letter, and one's own
// place, which the browser works out. The same stands in the table below it; nothing moves by itself.
import type { OpinionFigures } from '@sulh/contract/forum_dialogue_kinds'
import { scaleLinear } from 'd3-scale'
import type { ReactNode } from 'react'
import { DataTable, Section } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import css from './dialogue.module.css'
import { letterOf, turned } from './dialogue_data.ts'
import type { OwnPlace } from './dialogue_own.ts'
import { Figure } from './dialogue_method.tsx'

const [WIDTH, HEIGHT, MARGIN, LEAST_CLOUD] = [640, 400, 34, 18] as const

type Point = readonly [number, number]

export function OpinionMap(props: {
  readonly figures: OpinionFigures
  readonly own: OwnPlace | undefined
}): ReactNode {
  const { figures, own } = props
  const { t, number, lang } = useText()
  const { groups } = figures
  const most =
    own && own.membership.length > 0 ? own.membership.indexOf(Math.max(...own.membership)) : -1
  const name = (g: number) => letterOf(groups[g]?.name ?? 1, lang)
  return (
    <Section title={t('dialogue.map')} actions={<Figure of="map" figures={figures} />}>
      <div className={css['map_side']}>
        <figure className={css['map']}>
          <Picture figures={figures} own={own} />
          <figcaption>
            {figures.dots.length === 0 ? t('dialogue.map_too_few') : t('dialogue.map_help')}
          </figcaption>
        </figure>
        <div>
          {own && most >= 0 ? (
            <p className={css['own']}>
              {t('dialogue.own_place', {
                group: name(most),
                percent: percent(own.membership[most] ?? 0),
                votes: own.votes,
              })}
            </p>
          ) : null}
          <DataTable
            label={t('dialogue.groups')}
            rows={groups.map((group, g) => ({ ...group, g }))}
            rowKey={(row) => String(row.name)}
            empty={<p>{t('dialogue.no_groups')}</p>}
            columns={[
              {
                key: 'g',
                title: t('dialogue.group'),
                render: ({ g, name: own_name }) => (
                  <span className={css['letter']} data-group={g}>
                    {letterOf(own_name, lang)}
                  </span>
                ),
              },
              {
                key: 'p',
                title: t('dialogue.people'),
                align: 'end',
                render: ({ people }) => number(people),
              },
              {
                key: 'c',
                title: t('dialogue.certainty'),
                align: 'end',
                render: ({ certainty }) => `${percent(certainty)} %`,
              },
              ...(own && own.membership.length > 0
                ? [
                    {
                      key: 'o',
                      title: t('dialogue.you'),
                      align: 'end' as const,
                      render: ({ g }: { readonly g: number }) =>
                        `${percent(own.membership[g] ?? 0)} %`,
                    },
                  ]
                : []),
            ]}
          />
          <p className={css['soft']}>
            {t('dialogue.counted', {
              people: figures.participants,
              votes: figures.votes,
              placed: figures.placed,
            })}
          </p>
        </div>
      </div>
    </Section>
  )
}

export function percent(share: number): number {
  return Math.round(share * 100)
}

function Picture({
  figures,
  own,
}: {
  readonly figures: OpinionFigures
  readonly own: OwnPlace | undefined
}) {
  const { t, lang } = useText()
  const dots = figures.dots.map((dot) => ({ ...dot, place: turned(figures, dot.at) }))
  const mine = own ? turned(figures, own.at) : undefined
  const centres = figures.groups.map((g) => turned(figures, g.centre))
  const clouds = centres.map((centre, g) => ({
    centre,
    ...spread(dots.filter((d) => groupOf(d.membership) === g).map((d) => d.place)),
  }))
  // The shapes belong to the picture as much as the dots do, so they decide its scale as well.
  const corners = clouds.flatMap(({ centre: [cx, cy], long }): Point[] => [
    [cx - long, cy - long],
    [cx + long, cy + long],
  ])
  const { x, y, unit } = scales([...dots.map((d) => d.place), ...corners, ...(mine ? [mine] : [])])
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={t('dialogue.map_label', {
        groups: figures.groups.length,
        people: figures.placed,
      })}
    >
      <path className={css['axis']} d={`M${MARGIN / 2} ${y(0)}H${WIDTH - MARGIN / 2}`} />
      <path className={css['axis']} d={`M${x(0)} ${MARGIN / 2}V${HEIGHT - MARGIN / 2}`} />
      {clouds.map(({ centre, long, short, angle }, g) => (
        <ellipse
          key={figures.groups[g]?.name}
          className={css['cloud']}
          data-group={g}
          rx={Math.max(LEAST_CLOUD, long * unit)}
          ry={Math.max(LEAST_CLOUD, short * unit)}
          transform={`translate(${x(centre[0])} ${y(centre[1])}) rotate(${-angle})`}
        />
      ))}
      {dots.map((dot, i) => {
        const g = groupOf(dot.membership)
        return (
          <circle
            key={i}
            className={css['dot']}
            data-group={g}
            cx={x(dot.place[0])}
            cy={y(dot.place[1])}
            r={2.2 * Math.sqrt(dot.people)}
            fillOpacity={g < 0 ? 0.5 : 0.25 + 0.65 * (dot.membership[g] ?? 0)}
          >
            <title>
              {t('dialogue.dot', { people: dot.people, percent: percent(dot.membership[g] ?? 0) })}
            </title>
          </circle>
        )
      })}
      {centres.map((centre, g) => (
        <g key={figures.groups[g]?.name} transform={`translate(${x(centre[0])} ${y(centre[1])})`}>
          <circle className={css['badge']} data-group={g} r={15} />
          <text className={css['badge_text']} dy="0.36em">
            {letterOf(figures.groups[g]?.name ?? 1, lang)}
          </text>
        </g>
      ))}
      {mine ? (
        <g className={css['me']} transform={`translate(${x(mine[0])} ${y(mine[1])})`}>
          <path d="M0 -10L10 0L0 10L-10 0Z" />
          <text dy={mine[1] < 0 ? -16 : 26}>{t('dialogue.you')}</text>
        </g>
      ) : null}
    </svg>
  )
}

function groupOf(membership: readonly number[]): number {
  return membership.length === 0 ? -1 : membership.indexOf(Math.max(...membership))
}

/** One scale for both axes, so that distances are what they are. */
function scales(points: readonly Point[]) {
  const reach = (axis: 0 | 1) => points.reduce((most, p) => Math.max(most, Math.abs(p[axis])), 1e-6)
  const unit = Math.min((WIDTH / 2 - MARGIN) / reach(0), (HEIGHT / 2 - MARGIN) / reach(1))
  const scale = (middle: number, sign: number) =>
    scaleLinear()
      .domain([-1, 1])
      .range([middle - sign * unit, middle + sign * unit])
  return { x: scale(WIDTH / 2, 1), y: scale(HEIGHT / 2, -1), unit }
}

/** Half axes at two standard deviations of these points, and the angle of the longer one in degrees. */
function spread(points: readonly Point[]): { long: number; short: number; angle: number } {
  const n = Math.max(1, points.length)
  const mean = (axis: 0 | 1) => points.reduce((sum, p) => sum + p[axis], 0) / n
  const [mx, my] = [mean(0), mean(1)]
  let [xx, xy, yy] = [0, 0, 0]
  for (const [px, py] of points) {
    xx += (px - mx) ** 2 / n
    xy += ((px - mx) * (py - my)) / n
    yy += (py - my) ** 2 / n
  }
  const half = (xx - yy) / 2
  const root = Math.hypot(half, xy)
  return {
    long: 2 * Math.sqrt(Math.max(0, (xx + yy) / 2 + root)),
    short: 2 * Math.sqrt(Math.max(0, (xx + yy) / 2 - root)),
    angle: (Math.atan2(xy, half + root) * 180) / Math.PI || 0,
  }
}
