// Where things stand in a lane so that no label covers another thing. Pure: widths come in, places
// come out, in pixels from the start of reading; mirroring is the style sheet's.

export type Box = {
  readonly id: string
  /** Start and length of the mark itself. */
  readonly start: number
  readonly length: number
  /** Width that its label needs at least, with the gap before it. */
  readonly label: number
  /** Width of the whole label with the gap, taken where the row has room; `label` where absent. */
  readonly whole?: number
  /** Lower is placed first and keeps its label longer. */
  readonly rank: number
}
export type Placed = {
  readonly id: string
  readonly row: number
  /** On which side of the mark its label stands; none where there was no room. */
  readonly label: 'after' | 'before' | 'none'
  /** Width that the label has, with the gap; 0 without one. */
  readonly label_px: number
}
export type Room = { readonly width: number; readonly rows: number; readonly gap: number }

/** Rows below the labelled ones, for marks that found no place among them. */
const BARE_ROWS = 3

type Span = readonly [from: number, to: number]
type Place = { readonly row: number; readonly label: Placed['label'] }

function isFree(row: readonly Span[] | undefined, [from, to]: Span, gap: number): boolean {
  return !row?.some(([a, b]) => from < b + gap && a < to + gap)
}

function firstFree(rows: readonly Span[][], span: Span, room: Room): number | undefined {
  return Array.from({ length: room.rows }, (_, i) => i).find((i) => isFree(rows[i], span, room.gap))
}

/**
 * Greedy by rank: the first row in which mark and label fit, the label after the mark, else before
 * it. What fits nowhere keeps its mark, without its label,
 * in the first row where the mark fits. Labels then grow into what their row has left. Cost: boxes x
 * rows x boxes in a row; a lane has tens.
 */
export function placeInLane(boxes: readonly Box[], room: Room): readonly Placed[] {
  const rows: Span[][] = []
  const take = (row: number, span: Span) => {
    const spans = rows[row] ?? []
    spans.push(span)
    rows[row] = spans
  }
  const placed = new Map<string, Place>()
  for (const box of boxes.toSorted((a, b) => a.rank - b.rank || a.start - b.start)) {
    const end = box.start + box.length
    const after: Span = [box.start, end + box.label]
    const before: Span = [box.start - box.label, end]
    const side = after[1] <= room.width ? firstFree(rows, after, room) : undefined
    if (side !== undefined) {
      take(side, after)
      placed.set(box.id, { row: side, label: 'after' })
      continue
    }
    const other = before[0] >= 0 ? firstFree(rows, before, room) : undefined
    if (other !== undefined) {
      take(other, before)
      placed.set(box.id, { row: other, label: 'before' })
      continue
    }
    const bare: Span = [box.start, end]
    const last = room.rows + BARE_ROWS - 1
    const free = Array.from({ length: last }, (_, i) => i).find((i) => isFree(rows[i], bare, 1))
    take(free ?? last, bare)
    placed.set(box.id, { row: free ?? last, label: 'none' })
  }
  return grown(boxes, placed, room)
}

/** Each label as wide as its whole words ask and its neighbours in the row, in order, leave. */
function grown(
  boxes: readonly Box[],
  placed: ReadonlyMap<string, Place>,
  room: Room,
): readonly Placed[] {
  const rows = Map.groupBy(
    boxes.toSorted((a, b) => a.start - b.start),
    (box) => placed.get(box.id)?.row,
  )
  const width = new Map<string, number>()
  for (const row of rows.values()) {
    let taken = 0
    for (const [i, box] of row.entries()) {
      const end = box.start + box.length
      const whole = Math.max(box.label, box.whole ?? box.label)
      const label = placed.get(box.id)?.label
      if (label === 'before') {
        width.set(box.id, Math.max(box.label, Math.min(whole, box.start - taken)))
      }
      if (label === 'after') {
        const next = row[i + 1]
        // The next one keeps at least the room that it was placed with.
        const reach = next && placed.get(next.id)?.label === 'before' ? next.label : 0
        const limit = next ? next.start - reach - room.gap : room.width
        width.set(box.id, Math.max(box.label, Math.min(whole, limit - end)))
      }
      taken = end + (label === 'after' ? (width.get(box.id) ?? 0) : 0) + room.gap
    }
  }
  return boxes.flatMap((box) => {
    const place = placed.get(box.id)
    return place ? [{ id: box.id, ...place, label_px: width.get(box.id) ?? 0 }] : []
  })
}
