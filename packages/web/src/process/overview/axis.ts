// The line of time above the lanes: which days get a line, and what is written there. Pure.

export type Window = { readonly from: string; readonly days: number }
export type Mark = { readonly day: string; readonly label: string; readonly major: boolean }

export const scales = { month: 46, quarter: 150, year: 430, whole: 0 } as const
export type Scale = keyof typeof scales
export const scaleNames = ['month', 'quarter', 'year', 'whole'] as const

const DAY_MS = 86_400_000
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}
export function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS
}

/** How far a day stands along the window, 0 at its start and 1 at its end. */
export function along(window: Window, day: string): number {
  return (dayNumber(day) - dayNumber(window.from)) / window.days
}

/**
 * The window of a scale around an anchor: two thirds of it before, one third after, because more is
 * known of what was. The whole runs from the first day given to the last, with a margin.
 */
export function windowOf(
  scale: Scale,
  anchor: string,
  shift: number,
  all: readonly string[],
): Window {
  if (scale === 'whole') {
    const first = all[0] ?? anchor
    const last = all.at(-1) ?? anchor
    const days = Math.max(60, dayNumber(last > anchor ? last : anchor) - dayNumber(first))
    return { from: addDays(first, -Math.round(days * 0.02)), days: Math.round(days * 1.14) }
  }
  const days = scales[scale]
  return { from: addDays(anchor, shift - Math.round(days * 0.64)), days }
}

/** Years for years, months for months; below half a year every month's start and weeks between. */
export function marksOf(window: Window, locale: string): readonly Mark[] {
  const to = addDays(window.from, window.days)
  const marks: Mark[] = []
  const month = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'short' })
  const named = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'long', year: 'numeric' })
  const [y, m] = window.from.split('-').map(Number)
  for (let i = 0; ; i++) {
    const start = new Date(Date.UTC(y ?? 0, (m ?? 1) - 1 + i, 1))
    const day = start.toISOString().slice(0, 10)
    if (day > to) break
    const january = day.slice(5, 7) === '01'
    if (day >= window.from) {
      if (window.days > 900) {
        if (january) marks.push({ day, label: day.slice(0, 4), major: true })
      } else if (window.days > 200) {
        marks.push({ day, label: january ? day.slice(0, 4) : month.format(start), major: january })
      } else {
        marks.push({ day, label: named.format(start), major: true })
      }
    }
    if (window.days <= 200) {
      for (const date of ['08', '15', '22']) {
        const week = `${day.slice(0, 8)}${date}`
        if (week >= window.from && week <= to) {
          marks.push({ day: week, label: String(Number(date)), major: false })
        }
      }
    }
  }
  return marks
}
