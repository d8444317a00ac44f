// Where things stand in a lane so that no label covers another thing. Pure: widths come in, places
// come out, in pixels from the start of reading; mirroring is the style sheet's.

export type Box = {
  readonly id: string
  /** Start and length of the mark itself. */
  readonly start: number
  readonly length: number
  /** Width of its label with the gap before it. */
  readonly label: number
  /** Lower is placed first and keeps its label longer. */
  readonly rank: number
}
export type Placed = {
  readonly id: string
  readonly row: number
  /** On which side of the mark its label stands; none where there was no room. */
  readonly label: 'after' | 'before' | 'none'
}
export type Room = { readonly width: number; readonly rows: number; readonly gap: number }

/** Rows below the labelled ones, for marks that found no place among them. */
const BARE_ROWS = 3

type Span = readonly [from: number, to: number]

function isFree(row: readonly Span[] | undefined, [from, to]: Span, gap: number): boolean {
  return !row?.some(([a, b]) => from < b + gap && a < to + gap)
}

function firstFree(rows: readonly Span[][], span: Span, room: Room): number | undefined {
  return Array.from({ length: room.rows }, (_, i) => i).find((i) => isFree(rows[i], span, room.gap))
}

/**
 * Greedy by rank: the first row in which mark and label fit, the label after the mark, else before
 * it. What fits nowhere keeps its mark, without its label,
 * in the first row where the mark fits. Cost: boxes x rows x boxes in a row; a lane has tens.
 */
export function placeInLane(boxes: readonly Box[], room: Room): readonly Placed[] {
  const rows: Span[][] = []
  const take = (row: number, span: Span) => {
    const spans = rows[row] ?? []
    spans.push(span)
    rows[row] = spans
  }
  const placed = new Map<string, Placed>()
  for (const box of boxes.toSorted((a, b) => a.rank - b.rank || a.start - b.start)) {
    const end = box.start + box.length
    const after: Span = [box.start, end + box.label]
    const before: Span = [box.start - box.label, end]
    const side = after[1] <= room.width ? firstFree(rows, after, room) : undefined
    if (side !== undefined) {
      take(side, after)
      placed.set(box.id, { id: box.id, row: side, label: 'after' })
      continue
    }
    const other = before[0] >= 0 ? firstFree(rows, before, room) : undefined
    if (other !== undefined) {
      take(other, before)
      placed.set(box.id, { id: box.id, row: other, label: 'before' })
      continue
    }
    const bare: Span = [box.start, end]
    const last = room.rows + BARE_ROWS - 1
    const free = Array.from({ length: last }, (_, i) => i).find((i) => isFree(rows[i], bare, 1))
    take(free ?? last, bare)
    placed.set(box.id, { id: box.id, row: free ?? last, label: 'none' })
  }
  return boxes.map((box) => placed.get(box.id)).filter((p) => p !== undefined)
}
