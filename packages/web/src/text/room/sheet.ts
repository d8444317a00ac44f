// One sheet of a room in this window: the editor's state, what the server has confirmed, and what is
// still to be sent. It knows nothing of the connection; room.ts has it.
import { flatOf, stepOf, wordsOf, type FlatStep, type Part } from '@sulh/analysis/drafting/sheet'
import type { CaretEvent, MadeStep, RoomLanguage } from '@sulh/contract/room'
import type { Node } from 'prosemirror-model'
import type { EditorState, Transaction } from 'prosemirror-state'
import { cleanEdit, type Notice } from './clean_edit.ts'
import { draftOf, pointedState, presentState, receivedState, startState } from './draft_state.ts'

export type Owner = { readonly client: string; readonly seat_id: string }
type Start = { readonly version: number; readonly content: readonly Part[] }

export class Sheet {
  readonly language: RoomLanguage
  readonly owner: Owner
  readonly slots: ReadonlySet<string>
  state: EditorState
  notice: Notice | undefined
  /** Called after every change, whoever made it. */
  changed: (sheet: Sheet) => void = () => undefined
  #confirmed: Node

  constructor(
    language: RoomLanguage,
    of: { readonly owner: Owner; readonly slots: ReadonlySet<string>; readonly start: Start },
  ) {
    this.language = language
    this.owner = of.owner
    this.slots = of.slots
    this.state = startState(of.start.version, of.start.content)
    this.#confirmed = this.state.doc
  }

  get version(): number {
    return draftOf(this.state).version
  }
  get words(): Part[] {
    return wordsOf(this.state.doc)
  }
  get confirmed(): Part[] {
    return wordsOf(this.#confirmed)
  }
  get pending(): FlatStep[] {
    return draftOf(this.state).unconfirmed.flatMap(({ step }) => flatOf(step) ?? [])
  }

  /** An edit of this window, cleaned of what the room refuses. */
  edit(asked: Transaction): void {
    const { tr, notice } = cleanEdit(this.state, asked, this.slots)
    if (asked.docChanged) this.notice = notice
    if (tr) this.state = this.state.apply(tr)
    this.changed(this)
  }

  /** The caret of another window; one counted in another version is passed over. */
  point({ language, client, seat_id, version, at }: CaretEvent): void {
    if (client === this.owner.client) return
    const mine = language === this.language
    if (mine && version !== this.version) return
    this.state = pointedState(this.state, { client, seat_id, at: mine ? at : null })
  }

  /** Those who have left have no mark. */
  present(here: readonly string[]): void {
    this.state = presentState(this.state, new Set(here))
  }

  /** Steps left from before, in the order in which they were typed. */
  redo(steps: readonly FlatStep[]): void {
    const { tr } = this.state
    for (const step of steps) tr.step(stepOf(step))
    this.state = this.state.apply(tr)
  }

  /** Steps of the server's order; false where some before them are missing. */
  receive(steps: readonly MadeStep[]): boolean {
    const { version } = this
    const fresh = steps.filter((step) => step.version > version)
    const [first] = fresh
    if (!first) return true
    if (first.version !== version + 1) return false
    const { client, seat_id } = this.owner
    this.state = receivedState(
      this.state,
      fresh,
      (step) => step.client === client && step.seat_id === seat_id,
    )
    for (const { step } of fresh) this.#confirmed = stepOf(step).apply(this.#confirmed).doc!
    this.changed(this)
    return true
  }

  /** The first of what was sent at `version` has been taken. */
  confirm(version: number, steps: readonly FlatStep[]): void {
    const made = steps.map((step, i) => ({
      ...this.owner,
      step: { ...step, insert: [...step.insert] },
      version: version + i + 1,
      at: '',
    }))
    this.receive(made)
  }
}
