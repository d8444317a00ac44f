// An edit as the preview shows it: where it is, the words before, in the file and, where they are others,
// now. Pure.
import type { Content } from '@sulh/analysis/text/tree'
import type { OutputOf } from '@sulh/contract/endpoint'
import type { textDocumentEndpoints } from '@sulh/contract/text_documents'
import type { DraftSlot } from '../draft.ts'
import type { Edit } from './edits.ts'
import type { Base } from './exported.ts'

type Shown = Omit<
  OutputOf<typeof textDocumentEndpoints.previewUpdate>['acts'][number],
  'key' | 'needs' | 'refused'
>
type Both = { en?: string; ar?: string }

export function shownEdit(edit: Edit, base: Base): Shown {
  const { what, node } = edit
  const { kind, number, heading } = node
  const at = { what, kind, number, heading, ...(node.id === undefined ? {} : { node_id: node.id }) }
  const of = (words: Partial<Record<'en' | 'ar', Content>>, slots?: readonly DraftSlot[]) =>
    plain(words, base, slots)
  switch (edit.what) {
    case 'clause_inserted': {
      const [first] = edit.nodes
      return {
        ...at,
        number: first?.number ?? '',
        after: of(node.wording, node.slots),
        below: edit.nodes.length - 1,
        ...behind(edit),
        ...opened(node.slots, base),
      }
    }
    case 'clause_moved':
    case 'clause_withdrawn':
      return { ...at, before: of(node.wording), ...behind(edit) }
    case 'clause_numbered':
      return { ...at, new_number: edit.number }
    case 'heading_changed':
      return { ...at, before: { ...node.heading }, after: { ...edit.heading } }
    case 'clause_changed':
      return {
        ...at,
        before: only(of(node.wording), edit.words),
        after: of(edit.shown),
        ...now(edit, base),
      }
    case 'slot_opened': {
      const was = edit.alternative === undefined ? node.wording : {}
      const slots = edit.slots.filter(({ id }) => edit.opens.includes(id))
      const isSaid = Object.keys(edit.words).length > 0
      const before = isSaid ? only(of(was), edit.words) : of(was)
      const after = of(isSaid ? edit.shown : was, edit.slots)
      return { ...at, before, after, ...opened(slots, base), ...now(edit, base) }
    }
    case 'alternative_proposed': {
      const { draft, slots } = edit
      const { proponents, no_text } = draft
      return { ...at, proponents: [...proponents], no_text, after: of(draft.wording, slots) }
    }
    case 'alternative_changed':
    case 'alternative_withdrawn': {
      const { label, proponents, no_text, wording } = edit.was
      const about = { label, proponents: [...proponents], no_text }
      if (edit.what === 'alternative_withdrawn') return { ...at, ...about, before: of(wording) }
      return { ...at, ...about, before: only(of(wording), edit.words), after: of(edit.shown) }
    }
    case 'party_joined':
    case 'party_left': {
      const { label, wording, no_text } = edit.was
      return { ...at, label, no_text, proponents: [edit.party], before: of(wording) }
    }
  }
}

/** Words with a slot as `[…]`, a new one with its alternatives in brackets. */
function plain(
  words: Partial<Record<'en' | 'ar', Content>>,
  base: Base,
  slots: readonly DraftSlot[] = [],
): Both {
  const said = (content: Content, language: 'en' | 'ar', within: readonly string[]): string =>
    content
      .map((one) => {
        if ('text' in one) return one.text
        const slot = within.includes(one.slot) ? undefined : slots.find(({ id }) => id === one.slot)
        if (slot === undefined || base.slots.has(one.slot)) return '[…]'
        return slot.alternatives
          .map((a) => `[${said(a.wording[language] ?? [], language, [...within, one.slot])}]`)
          .join(' ')
      })
      .join('')
  return Object.fromEntries(
    Object.entries(words).map(([language, content]) => [
      language,
      said(content, language === 'ar' ? 'ar' : 'en', []),
    ]),
  )
}

function only(words: Both, of: Partial<Record<'en' | 'ar', Content>>): Both {
  return Object.fromEntries(Object.entries(words).filter(([language]) => language in of))
}

function opened(slots: readonly DraftSlot[], base: Base): Pick<Shown, 'opens'> {
  if (slots.length === 0) return {}
  const opens = slots.map(({ alternatives }) =>
    alternatives.map((one) => ({
      label: one.label,
      proponents: [...one.proponents],
      no_text: one.no_text,
      words: plain(one.wording, base, slots),
    })),
  )
  return { opens }
}

/** The wording in force where it is no longer the exported one. */
function now(edit: Edit, base: Base): Pick<Shown, 'now'> {
  const [was, is] = [base.clauses.exported.get(edit.ref), base.clauses.now.get(edit.ref)]
  if (is === undefined || JSON.stringify(is.wording) === JSON.stringify(was?.wording)) return {}
  return { now: plain(is.wording, base) }
}

/** After which clause a moved or a new one stands. */
function behind(edit: Edit): Pick<Shown, 'behind'> {
  if (!('beside' in edit) || edit.beside === undefined) return {}
  const { node, below } = edit.beside
  const { kind, number, heading } = node
  return { behind: { kind, number, heading, below } }
}
