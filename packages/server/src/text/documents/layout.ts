// What stands where in a document of a text or redline: blocks of marked runs in reading order, by
// language. It knows brackets, labels and notes, and no file format.
import { marksOf, type Mark } from '@sulh/analysis/redline/marks'
import {
  isIn,
  latest,
  valueIn,
  walkChanges,
  type Fate,
  type NodeChange,
  type Passages,
  type Place,
  type Redline,
  type Side,
} from '@sulh/analysis/redline/model'
import { markSentence } from '@sulh/analysis/redline/sentences'
import {
  kindLabels,
  markLabels,
  reservationLabels,
  shortName,
  stageLabels,
} from '@sulh/analysis/text/labels'
import type { Language, NodeKind, Stage } from '@sulh/analysis/text/tree'
import { refuseUnsafe } from './safe_text.ts'
import { numberIn } from '@sulh/analysis/text/numbers'
import { narrowed, run, type Role, type Run } from './runs.ts'
import { pieceRuns, placedPieces, runsOfSlot, type SlotContext } from './slot_runs.ts'
import { phrases } from './words.ts'

/** What one language shows of a node. */
export type Face = {
  readonly title: readonly Run[]
  readonly words: readonly Run[]
  /** Alternatives of whole-node slots, each a paragraph. */
  readonly options: readonly (readonly Run[])[]
  readonly stage: readonly Run[]
  /** Sentences beside the text: what changed, reservations, marks. Never part of the text. */
  readonly notes: readonly string[]
}

export type Block = {
  readonly node: string
  /** `trace`: where a node moved away from, without its words. */
  readonly fate: Fate | 'trace'
  readonly kind: NodeKind
  readonly depth: number
  /** The newest stage, for the shade. */
  readonly stage: Stage
  readonly faces: Readonly<Record<Language, Face>>
}

/** `full`: a moved node stands at both places, as word processors need it; `trace`: once, in changes. */
export type Moves = 'full' | 'trace'

/** Kinds whose title is a line of its own; in the others the words follow the number. */
export const titled: ReadonlySet<NodeKind> = new Set(['preamble', 'chapter', 'article', 'annex'])

export function layout(redline: Redline, moves: Moves): readonly Block[] {
  return new Layout(redline, moves).blocks(redline.nodes, 0)
}

class Layout {
  private readonly redline: Redline
  private readonly moves: Moves
  private readonly marks: ReadonlyMap<string, readonly Mark[]>
  private readonly moved = new Map<string, NodeChange>()

  constructor(redline: Redline, moves: Moves) {
    this.redline = redline
    this.moves = moves
    this.marks = marksOf(redline)
    for (const { place, node } of walkChanges(redline.nodes))
      if (place === 'moved_to') this.moved.set(node.id, node)
  }

  blocks(places: readonly Place<NodeChange>[], depth: number, only?: Side): Block[] {
    return places.flatMap((at) => {
      const node = at.place === 'moved_from' ? this.moved.get(at.id) : at.item
      if (node === undefined) return []
      const stands = at.place === 'moved_from' ? 'before' : sideOf(at.place)
      if (only !== undefined && stands !== undefined && stands !== only) return []
      const side = only ?? stands
      if (this.moves === 'trace' && only === undefined) {
        if (at.place === 'moved_from') return [this.trace(node, depth)]
        if (at.place === 'moved_to')
          return [this.block(node, depth), ...this.blocks(node.children, depth + 1)]
      }
      // A moved node takes its children along on the side on which it stands here.
      const moves = at.place === 'moved_from' || at.place === 'moved_to'
      const inner = only ?? (moves ? side : undefined)
      return [...this.own(node, depth, side), ...this.blocks(node.children, depth + 1, inner)]
    })
  }

  /** Another kind is another shape of paragraph: the old one goes, the new one comes. */
  private own(node: NodeChange, depth: number, side: Side | undefined): Block[] {
    if (side !== undefined || node.fields.kind?.change !== 'changed')
      return [this.block(node, depth, side)]
    return [this.block(node, depth, 'before'), this.block(node, depth, 'after')]
  }

  private block(node: NodeChange, depth: number, only?: Side): Block {
    const { kind, stage } = node.fields
    const face = (language: Language): Face => this.face(node, language, only)
    return {
      node: node.id,
      fate: only === undefined ? 'same' : only === 'after' ? 'added' : 'removed',
      kind: (only === undefined ? undefined : valueIn(kind, only)) ?? latest(kind) ?? 'paragraph',
      depth,
      stage: (only === undefined ? undefined : valueIn(stage, only)) ?? latest(stage) ?? 'open',
      faces: { en: face('en'), ar: face('ar') },
    }
  }

  private trace(node: NodeChange, depth: number): Block {
    const face = (language: Language): Face => ({
      title: numberRuns(node, language, 'before').map((run) => ({ ...run, change: 'removed' })),
      words: [],
      options: [],
      stage: [],
      notes: [phrases[language].moved_away],
    })
    return {
      node: node.id,
      fate: 'trace',
      kind: valueIn(node.fields.kind, 'before') ?? 'paragraph',
      depth,
      stage: valueIn(node.fields.stage, 'before') ?? 'open',
      faces: { en: face('en'), ar: face('ar') },
    }
  }

  private face(node: NodeChange, language: Language, only: Side | undefined): Face {
    const context: SlotContext = {
      language,
      slots: new Map(
        node.slots.flatMap((at) => (at.place === 'moved_from' ? [] : [[at.item.id, at.item]])),
      ),
      parties: this.redline.parties,
      names: this.redline.fields.show_proponents,
      within: new Set(),
    }
    refuseUnsafe(node, language)
    const { words, options } = placedPieces(node, context)
    const narrow = (runs: readonly Run[]): readonly Run[] => narrowed(runs, only)
    return {
      title: narrow(
        spaced(numberRuns(node, language), passageRuns(node.heading, language, 'heading')),
      ),
      words: narrow(words.flatMap((piece) => pieceRuns(piece, context))),
      options: options.flatMap((piece) =>
        paragraphs(narrow(runsOfSlot(piece.slot, piece.change, context, 'whole_node')), piece.slot),
      ),
      stage: narrow(
        apart(changeRuns(node.fields.stage, (stage) => stageLabels[stage][language], 'phrase')),
      ),
      notes: this.notes(node, language, only),
    }
  }

  private notes(node: NodeChange, language: Language, only: Side | undefined): string[] {
    if (only === 'before') return []
    const mark = latest(node.fields.mark) ?? 'none'
    const behind = (valueIn(node.fields.stale, 'after') ?? []).includes(language)
    const notes = [
      ...(mark === 'none' ? [] : [`${markLabels[mark][language]}.`]),
      ...(behind ? [phrases[language].behind] : []),
      ...(this.marks.get(node.id) ?? []).map((one) =>
        markSentence(one, this.redline.parties, language),
      ),
    ]
    for (const at of [
      ...node.reservations,
      ...node.slots.flatMap((slot) => (slot.place === 'moved_from' ? [] : slot.item.reservations)),
    ]) {
      if (at.place === 'moved_from' || at.place === 'removed') continue
      const of = latest(at.item.fields.class) ?? 'general'
      const party = shortName(this.redline.parties, latest(at.item.fields.party) ?? '', language)
      const words = passageRuns(at.item.text, language, 'words')
        .map((run) => ('text' in run && isIn(run.change, 'after') ? run.text : ''))
        .join('')
      notes.push(
        `${reservationLabels[of][language]} (${party})${words === '' ? '.' : `: ${words}`}`,
      )
    }
    return notes
  }
}

/** The number and what follows it, with a space that belongs to the number. */
function spaced(number: readonly Run[], heading: readonly Run[]): readonly Run[] {
  const last = number.at(-1)
  if (last === undefined || !('text' in last)) return heading
  return [...number.slice(0, -1), { ...last, text: `${last.text}\u2002` }, ...heading]
}

/** An old and a new name side by side, with a space that goes with the old one. */
function apart(runs: readonly Run[]): readonly Run[] {
  return runs.map((run, at) =>
    'text' in run && run.change === 'removed' && at < runs.length - 1
      ? { ...run, text: `${run.text} ` }
      : run,
  )
}

function sideOf(place: 'kept' | 'moved_to' | 'added' | 'removed'): Side | undefined {
  switch (place) {
    case 'kept':
      return undefined
    case 'moved_to':
    case 'added':
      return 'after'
    case 'removed':
      return 'before'
  }
}

function numberRuns(node: NodeChange, language: Language, only?: Side): Run[] {
  const number = (side: Side): string | undefined => {
    const kind = valueIn(node.fields.kind, side)
    const value = valueIn(node.fields.number, side)
    if (kind === undefined || value === undefined) return undefined
    const shown = numberIn(value, language)
    return titled.has(kind) ? `${kindLabels[kind][language]} ${shown}`.trim() : shown
  }
  const [before, after] = [number('before'), number('after')]
  if (only === 'before') return run('removed', 'number', before ?? '')
  if (before === after) return run('same', 'number', after ?? '')
  return [...run('removed', 'number', before ?? ''), ...run('added', 'number', after ?? '')]
}

function changeRuns<T>(
  field: Parameters<typeof valueIn<T>>[0],
  say: (value: T) => string,
  role: Role,
): Run[] {
  switch (field?.change) {
    case undefined:
      return []
    case 'changed':
      return [...run('removed', role, say(field.before)), ...run('added', role, say(field.after))]
    case 'same':
    case 'added':
    case 'removed':
      return run(field.change, role, say(field.value))
  }
}

function passageRuns(passages: Passages, language: Language, role: Role): Run[] {
  return (passages[language]?.pieces ?? []).flatMap((piece) =>
    'text' in piece ? run(piece.change, role, piece.text) : [],
  )
}

/** Splits the runs of a whole-node slot into one paragraph per alternative. */
function paragraphs(runs: readonly Run[], slot: string): readonly (readonly Run[])[] {
  const all: Run[][] = []
  for (const one of runs) {
    if (('slot' in one && one.slot === slot) || all.length === 0) all.push([])
    all.at(-1)?.push(one)
  }
  return all
}
