// One sheet as an editor: ProseMirror's view on the sheet's state, in the direction of its language,
// with slots as closed signs and a mark where others are.
import { wordsOf } from '@sulh/analysis/drafting/sheet'
import type { RoomLanguage } from '@sulh/contract/room'
import { Decoration, DecorationSet, EditorView, type NodeView } from 'prosemirror-view'
import type { EditorState } from 'prosemirror-state'
import { useEffect, useRef, type ReactNode } from 'react'
import { cleanWords } from './clean_edit.ts'
import { othersIn } from './draft_state.ts'
import type { Room } from './room.ts'
import css from './room.module.css'
import type { Sheet } from './sheet.ts'

export type Names = {
  readonly label: string
  readonly empty: string
  readonly slot: (id: string, language: RoomLanguage) => string
  readonly seat: (id: string) => string
}
type Props = {
  readonly room: Room
  readonly sheet: Sheet
  readonly names: Names
  readonly editable: boolean
}

export function SheetEditor({ room, sheet, names, editable }: Props): ReactNode {
  const place = useRef<HTMLDivElement>(null)
  const now = useRef({ names, editable })
  const view = useRef<EditorView>(undefined)
  useEffect(() => {
    now.current = { names, editable }
    view.current?.setProps({})
  }, [names, editable])
  useEffect(() => {
    if (!place.current) return undefined
    const made = viewOf(place.current, { room, sheet, now })
    view.current = made
    const leave = room.subscribe(() => made.updateState(sheet.state))
    return () => {
      leave()
      made.destroy()
      view.current = undefined
    }
  }, [room, sheet])
  return <div ref={place} className={css['sheet']} data-language={sheet.language} />
}

type Now = { readonly current: { readonly names: Names; readonly editable: boolean } }

function viewOf(
  place: HTMLElement,
  { room, sheet, now }: { readonly room: Room; readonly sheet: Sheet; readonly now: Now },
): EditorView {
  const { language } = sheet
  return new EditorView(place, {
    state: sheet.state,
    dispatchTransaction(tr) {
      sheet.edit(tr)
      if (tr.selectionSet && !tr.docChanged) room.point(sheet, true)
    },
    handleDOMEvents: {
      focus: () => room.point(sheet, true),
      blur: () => room.point(sheet, false),
    },
    editable: () => now.current.editable,
    attributes: (state) => ({
      role: 'textbox',
      'aria-multiline': 'true',
      'aria-label': now.current.names.label,
      'aria-readonly': String(!now.current.editable),
      tabindex: '0',
      lang: language,
      dir: language === 'ar' ? 'rtl' : 'ltr',
      spellcheck: 'true',
      class: css['words'] ?? '',
      ...(state.doc.content.size === 0 ? { 'data-empty': now.current.names.empty } : {}),
    }),
    nodeViews: {
      slot: (node) => slotView(now.current.names.slot(String(node.attrs['id']), language)),
    },
    decorations: (state) => marksOf(state, now.current.names),
    // Only words come in: what other programs add to them, and slots of other places, stay outside.
    handlePaste(view, event) {
      const text = cleanWords(event.clipboardData?.getData('text/plain') ?? '')
      view.dispatch(view.state.tr.insertText(text).scrollIntoView())
      return true
    },
    clipboardTextSerializer: (slice) =>
      wordsOf(sheet.state.doc.type.create(null, slice.content))
        .map((part) => ('text' in part ? part.text : ''))
        .join(''),
    handleDrop: () => true,
  })
}

/** A slot is opened and settled in the text; here it can be moved, and stands as it is called. */
function slotView(title: string): NodeView {
  const dom = document.createElement('span')
  dom.className = css['slot'] ?? ''
  dom.contentEditable = 'false'
  const words = document.createElement('bdi')
  words.textContent = title
  dom.append('[', words, ']')
  return { dom }
}

function marksOf(state: EditorState, names: Names): DecorationSet {
  const marks = othersIn(state).map(({ seat_id, client, at }) =>
    Decoration.widget(at, () => markView(names.seat(seat_id)), {
      key: `${client} ${seat_id}`,
      side: -1,
      ignoreSelection: true,
    }),
  )
  return DecorationSet.create(state.doc, marks)
}

function markView(name: string): HTMLElement {
  const mark = document.createElement('span')
  mark.className = css['mark'] ?? ''
  mark.ariaHidden = 'true'
  const label = document.createElement('span')
  const words = document.createElement('bdi')
  words.textContent = name
  label.append(words)
  mark.append(label)
  return mark
}
