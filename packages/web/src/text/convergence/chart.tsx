// Convergence over the versions as two lines: the plenary's edition whole with round points, the
// mission's broken with square ones, so that neither rests on colour. The same figures stand in the
// table behind it.
import { scaleLinear, scalePoint } from 'd3-scale'
import { line } from 'd3-shape'
import type { ReactNode } from 'react'
import { useText } from '../../messages/index.ts'
import css from './convergence.module.css'
import type { Point } from './reckoning.ts'

const HEIGHT_PX = 240
const STEP_PX = 150
const AXIS_PX = 48
const FOOT_PX = 46

export function Chart(props: {
  readonly points: readonly Point[]
  readonly nameOf: (point: Point) => string
}): ReactNode {
  const { points, nameOf } = props
  const { t, dir, shortDay } = useText()
  const width = AXIS_PX + Math.max(2, points.length) * STEP_PX
  const places: [number, number] = dir === 'ltr' ? [AXIS_PX, width] : [width - AXIS_PX, 0]
  const x = scalePoint(
    points.map((p) => p.id),
    places,
  ).padding(0.5)
  const y = scaleLinear([0, 1], [HEIGHT_PX - FOOT_PX, 14])
  const edge = dir === 'ltr' ? AXIS_PX - 8 : width - AXIS_PX + 8
  const path = (edition: 'plenary' | 'mission') =>
    line<Point>(
      (p) => x(p.id) ?? 0,
      (p) => y(p[edition].score),
    )([...points]) ?? ''
  return (
    <figure className={css['figure']}>
      <div className={css['scroll']}>
        <svg
          width={width}
          height={HEIGHT_PX}
          viewBox={`0 0 ${width} ${HEIGHT_PX}`}
          role="img"
          aria-label={t('versions.chart_label')}
        >
          {[0, 0.25, 0.5, 0.75, 1].map((tick) => (
            <g key={tick}>
              <line
                x1={places[0]}
                x2={places[1]}
                y1={y(tick)}
                y2={y(tick)}
                className={css['grid']}
              />
              <text
                x={edge}
                y={y(tick) + 4}
                className={css['tick']}
                textAnchor="end"
                direction={dir}
              >
                {tick}
              </text>
            </g>
          ))}
          <path d={path('plenary')} className={css['plenary']} />
          <path d={path('mission')} className={css['mission']} />
          {points.map((p) => (
            <Marks key={p.id} point={p} x={x(p.id) ?? 0} y={y} />
          ))}
          {points.map((p) => (
            <text key={p.id} x={x(p.id)} className={css['tick']} textAnchor="middle">
              <tspan x={x(p.id)} y={HEIGHT_PX - 26}>
                {clipped(nameOf(p))}
              </tspan>
              <tspan x={x(p.id)} y={HEIGHT_PX - 10}>
                {shortDay(p.at)}
              </tspan>
            </text>
          ))}
        </svg>
      </div>
      <figcaption className={css['legend']}>
        <span>
          <svg width="34" height="12" aria-hidden>
            <path d="M0 6H34" className={css['plenary']} />
            <circle cx="17" cy="6" r="4" className={css['round']} />
          </svg>
          {t('versions.edition_plenary')}
        </span>
        <span>
          <svg width="34" height="12" aria-hidden>
            <path d="M0 6H34" className={css['mission']} />
            <rect x="13" y="2" width="8" height="8" className={css['square']} />
          </svg>
          {t('versions.edition_mission')}
        </span>
      </figcaption>
    </figure>
  )
}

function clipped(name: string): string {
  return name.length > 24 ? `${name.slice(0, 23)}…` : name
}

function Marks(props: {
  readonly point: Point
  readonly x: number
  readonly y: (score: number) => number
}): ReactNode {
  const { point, x, y } = props
  const [declared, known] = [y(point.plenary.score), y(point.mission.score)]
  // Where both stand at one place the square is drawn around the point.
  const half = Math.abs(declared - known) < 6 ? 7 : 4.5
  return (
    <g>
      <rect
        x={x - half}
        y={known - half}
        width={half * 2}
        height={half * 2}
        className={css['square']}
      />
      <circle cx={x} cy={declared} r="4.5" className={css['round']} />
      <text x={x} y={Math.max(declared, known) + 20} className={css['value']} textAnchor="middle">
        {point.plenary.score.toFixed(2)} · {point.mission.score.toFixed(2)}
      </text>
    </g>
  )
}
