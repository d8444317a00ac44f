// Days and the line of time of the date cursor: pure arithmetic on civil days in UTC.
export const DAY_MS = 86_400_000

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}
/** Days since 1 January 1970. */
export function serial(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / DAY_MS)
}
export function fromSerial(n: number): string {
  return new Date(n * DAY_MS).toISOString().slice(0, 10)
}

export type Line = { readonly from: string; readonly to: string }

/**
 * The years that the line spans: those in which the process moved, from the first round or meeting
 * to the last thing learned. The years before lie beyond it; the day can still be typed.
 */
export function lineOf(moves: readonly string[], learned: readonly string[], now: string): Line {
  const first = moves.toSorted()[0] ?? learned.toSorted()[0] ?? now
  const last = learned.toSorted().at(-1) ?? now
  const end = last < first ? first : last
  return { from: `${first.slice(0, 4)}-01-01`, to: `${end.slice(0, 4)}-12-31` }
}

/** Where a day stands on the line, from 0 to 100; days beyond it stand at its end. */
export function placeOn(line: Line, day: string): number {
  const [from, to] = [serial(line.from), serial(line.to)]
  return Math.min(100, Math.max(0, ((serial(day) - from) / (to - from)) * 100))
}
