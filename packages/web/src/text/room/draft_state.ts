// The editor's state of one sheet: its draft as a plugin, undoing, and where others wrote last. What
// is received is carried in by the same function that the laws are tested on (analysis/drafting).
import { edited, receive, type Draft } from '@sulh/analysis/drafting/draft'
import { sheetOf, sheetSchema, stepOf, type Part } from '@sulh/analysis/drafting/sheet'
import type { MadeStep } from '@sulh/contract/room'
import { history, redo, undo } from 'prosemirror-history'
import { keymap } from 'prosemirror-keymap'
import { baseKeymap } from 'prosemirror-commands'
import { EditorState, Plugin, PluginKey, TextSelection, type Transaction } from 'prosemirror-state'

/** Where another window wrote last, or where its caret stands since. */
export type Mark = { readonly seat_id: string; readonly client: string; readonly at: number }

const draftKey = new PluginKey<Draft>('draft')
const othersKey = new PluginKey<readonly Mark[]>('others')
/** Marks that take the place of their windows' earlier ones, and which of the others stay. */
type Others = { readonly fresh: readonly Mark[]; readonly stays?: (mark: Mark) => boolean }

export function draftOf(state: EditorState): Draft {
  return draftKey.getState(state) ?? { version: 0, unconfirmed: [] }
}
export function othersIn(state: EditorState): readonly Mark[] {
  return othersKey.getState(state) ?? []
}

function draftPlugin(start: Draft): Plugin<Draft> {
  return new Plugin({
    key: draftKey,
    state: {
      init: () => start,
      apply(tr, draft) {
        const next = tr.getMeta(draftKey) as Draft | undefined
        if (next) return next
        return tr.docChanged ? edited(draft, tr) : draft
      },
    },
  })
}

function othersPlugin(): Plugin<readonly Mark[]> {
  return new Plugin<readonly Mark[]>({
    key: othersKey,
    state: {
      init: () => [],
      apply(tr, marks) {
        const { fresh, stays } = (tr.getMeta(othersKey) as Others | undefined) ?? { fresh: [] }
        const newer = new Set(fresh.map(({ client }) => client))
        const kept = marks.filter((mark) => !newer.has(mark.client) && (stays?.(mark) ?? true))
        return [...kept.map((mark) => ({ ...mark, at: tr.mapping.map(mark.at) })), ...fresh]
      },
    },
  })
}

const keys = keymap({
  'Mod-z': undo,
  'Mod-y': redo,
  'Shift-Mod-z': redo,
  Enter: (state, dispatch) => {
    dispatch?.(state.tr.insertText('\n').scrollIntoView())
    return true
  },
})

function pluginsFrom(draft: Draft): Plugin[] {
  return [draftPlugin(draft), history(), keys, keymap(baseKeymap), othersPlugin()]
}

export function startState(version: number, content: readonly Part[]): EditorState {
  return EditorState.create({
    schema: sheetSchema,
    doc: sheetOf(content),
    plugins: pluginsFrom({ version, unconfirmed: [] }),
  })
}

/** The state after the next steps of the server's order; they begin at the draft's version. */
export function receivedState(
  state: EditorState,
  steps: readonly MadeStep[],
  mine: (step: MadeStep) => boolean,
): EditorState {
  const { tr } = state
  const before = draftOf(state)
  const batch = steps.map((made) => ({ step: stepOf(made.step), mine: mine(made), made }))
  const draft = receive(tr, before, batch)
  const over = batch.filter((step) => !step.mine)
  const carried = tr.steps.length > 0 ? before.unconfirmed.length - (batch.length - over.length) : 0
  tr.setMeta(draftKey, draft).setMeta('addToHistory', false)
  if (tr.docChanged) {
    tr.setMeta('rebased', carried)
    const made = over.map((step) => step.made)
    tr.setMeta(othersKey, { fresh: marksOf(tr, made, carried) } satisfies Others)
    keepCaret(state, tr)
  }
  const next = state.apply(tr)
  // A deletion that became several has no place in the history of undoing (DR7).
  return draft.unconfirmed.length > Math.max(0, carried) && carried > 0 ? anew(next, draft) : next
}

/** The caret of another window, counted in the words that the server has confirmed. */
export function pointedState(
  state: EditorState,
  { at, ...who }: Omit<Mark, 'at'> & { readonly at: number | null },
): EditorState {
  const here = draftOf(state).unconfirmed.reduce((p, { step }) => step.getMap().map(p, -1), at ?? 0)
  const fresh = at === null ? [] : [{ ...who, at: Math.min(here, state.doc.content.size) }]
  const others: Others = { fresh, stays: ({ client }) => client !== who.client }
  return state.apply(state.tr.setMeta(othersKey, others).setMeta('addToHistory', false))
}

/** Without the marks of seats that have left the room. */
export function presentState(state: EditorState, here: ReadonlySet<string>): EditorState {
  const others: Others = { fresh: [], stays: ({ seat_id }) => here.has(seat_id) }
  return state.apply(state.tr.setMeta(othersKey, others).setMeta('addToHistory', false))
}

/** Others' steps stand behind the undoing of ours. */
function marksOf(tr: Transaction, over: readonly MadeStep[], carried: number): Mark[] {
  const marks = new Map<string, Mark>()
  for (const [i, { step, seat_id, client }] of over.entries()) {
    const length = step.insert.reduce((sum, p) => sum + ('text' in p ? p.text.length : 1), 0)
    const at = tr.mapping.slice(carried + i + 1).map(step.from + length, -1)
    marks.set(client, { seat_id, client, at })
  }
  return [...marks.values()]
}

/** What others type at the caret comes to stand behind it. */
function keepCaret(state: EditorState, tr: Transaction): void {
  const { selection } = state
  if (!(selection instanceof TextSelection)) return
  const at = (position: number) => tr.doc.resolve(tr.mapping.map(position, -1))
  tr.setSelection(TextSelection.between(at(selection.anchor), at(selection.head)))
}

function anew(state: EditorState, draft: Draft): EditorState {
  const fresh = EditorState.create({ doc: state.doc, plugins: pluginsFrom(draft) })
  const { anchor, head } = state.selection
  const { tr } = fresh
  tr.setSelection(TextSelection.between(tr.doc.resolve(anchor), tr.doc.resolve(head)))
  const others: Others = { fresh: othersIn(state) }
  return fresh.apply(tr.setMeta(othersKey, others).setMeta(draftKey, draft))
}
