// What a room is about, from the text as the seat reads it now: its name, its slots' titles, and the
// words that stand with the revisions that they are.
import { recordAsOf } from '@sulh/analysis/history/asof'
import type { Part } from '@sulh/analysis/drafting/sheet'
import { letterIn, titleText } from '@sulh/analysis/text/labels'
import { numberIn } from '@sulh/analysis/text/numbers'
import { walk, type Alternative, type Slot, type TextNode } from '@sulh/analysis/text/tree'
import type { RoomLanguage } from '@sulh/contract/room'
import { useText } from '../../messages/index.ts'
import type { Instrument } from '../data.ts'

type Standing = { readonly id: string | null; readonly content: readonly Part[] }
export type Subject = {
  readonly title: string
  readonly slotTitle: (id: string, language: RoomLanguage) => string
  readonly stands: Readonly<Record<RoomLanguage, Standing>>
}
/** Acts are done today, whatever the date cursor shows. */
const ALWAYS = { at: '9999-12-31T23:59:59.999Z', basis: 'known' } as const
const facets = { en: 'english', ar: 'arabic' } as const

type Found = { readonly node: TextNode; readonly slot?: Slot; readonly alternative?: Alternative }

function find(instrument: Instrument, id: string): Found | undefined {
  for (const { node } of walk(instrument.tree?.nodes ?? [])) {
    if (node.id === id) return { node }
    for (const slot of node.slots) {
      if (slot.id === id) return { node, slot }
      const alternative = slot.alternatives.find((a) => a.id === id)
      if (alternative) return { node, slot, alternative }
    }
  }
  return undefined
}

export function useSubject(instrument: Instrument | undefined, id: string): Subject {
  const { t, lang } = useText()
  const found = instrument && find(instrument, id)
  const record = instrument?.records.find((r) => r.id === id)
  const state = record && recordAsOf(record, ALWAYS)
  const standing = (language: RoomLanguage): Standing => {
    const lead = state?.facets[facets[language]]?.lead
    return { id: lead?.id ?? null, content: (lead?.value['content'] ?? []) as readonly Part[] }
  }
  const slots = new Map(
    [...walk(instrument?.tree?.nodes ?? [])].flatMap(({ node }) =>
      node.slots.map((slot) => [slot.id, slot] as const),
    ),
  )
  const name = (of: Found): string => {
    const slot = titleText(of.slot?.title, lang)
    if (of.alternative) {
      const { label, status } = of.alternative
      return label && status !== 'proposed'
        ? t('room.of_alternative', { label: letterIn(label, lang), slot })
        : t('room.of_proposal', { slot })
    }
    if (of.slot) return t('room.of_slot', { slot })
    const number = [numberIn(of.node.number, lang), titleText(of.node.heading, lang)]
    return t('room.of_node', { number: number.filter(Boolean).join(' ') })
  }
  return {
    title: found ? name(found) : t('room.title'),
    slotTitle: (slot, language) => titleText(slots.get(slot)?.title, language) || t('room.slot'),
    stands: { en: standing('en'), ar: standing('ar') },
  }
}
