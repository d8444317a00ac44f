// Keys of order between two neighbours (fractional ranks over 0-9A-Za-z, compared as strings): a node
// is put between two others without touching them. Pure.
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/**
 * A rank strictly between `after` and `before`; either may be absent: an end of the list. Where the two
 * are equal, as two writers at once can make them, it stands after both.
 */
export function rankBetween(after: string | undefined, before: string | undefined): string {
  const low = after ?? ''
  const high = before !== undefined && before > low ? before : undefined
  let rank = ''
  let tight = high !== undefined
  for (let i = 0; ; i++) {
    const from = i < low.length ? digits.indexOf(low[i] ?? '') : 0
    const to = tight && high !== undefined && i < high.length ? digits.indexOf(high[i] ?? '') : 62
    const middle = Math.floor((from + to) / 2)
    if (middle > from) return rank + digits[middle]
    rank += digits[from]
    // Once it is below the upper neighbour, what follows is free.
    if (from < to) tight = false
  }
}
