// A draft as the import screen shows it before it is taken over: nodes in reading order, brackets
// counted, what is not understood with its place. A pure function.
import { stageLabels } from '@sulh/analysis/text/labels'
import { languages, type Content, type Wording } from '@sulh/analysis/text/tree'
import type { OutputOf } from '@sulh/contract/endpoint'
import type { textDocumentEndpoints } from '@sulh/contract/text_documents'
import type { DraftNode } from './draft.ts'
import { isSettled } from './import_plan.ts'
import type { ReadText } from './read_docx.ts'

type Preview = OutputOf<typeof textDocumentEndpoints.previewImport>
type Shown = Preview['nodes'][number]

export function previewOf({ draft, not_understood }: ReadText): Preview {
  const nodes: Shown[] = []
  const told: Preview['not_understood'] = [...not_understood]
  const walk = (drafts: readonly DraftNode[], depth: number): void => {
    for (const draft of drafts) {
      nodes.push(shown(draft, depth))
      told.push(...contradicted(draft))
      walk(draft.children, depth + 1)
    }
  }
  walk(draft.nodes, 0)
  const slots = nodes.flatMap((node) => node.slots)
  return {
    title: draft.title,
    nodes,
    not_understood: told.map(({ what, where, text }) => ({ what, where, text })),
    slots: slots.length,
    alternatives: slots.reduce((sum, slot) => sum + slot.alternatives.length, 0),
  }
}

/** A stage beyond open beside open brackets is not taken over (D20). */
function contradicted({ kind, number, stage, slots }: DraftNode): Preview['not_understood'] {
  if (stage === undefined || !isSettled(stage) || slots.length === 0) return []
  const where = `${kind} ${number}`.trim()
  return [{ what: 'stage_with_brackets', where, text: stageLabels[stage].en }]
}

function shown({ kind, number, heading, wording, slots, stage }: DraftNode, depth: number): Shown {
  const names = new Map(slots.map(({ id }, i) => [id, `[${i + 1}]`]))
  const words = (content: Content): string =>
    content.map((one) => ('text' in one ? one.text : (names.get(one.slot) ?? ''))).join('')
  const inBoth = (of: Wording) =>
    Object.fromEntries(
      languages.flatMap((language) => {
        const content = of[language]
        return content === undefined ? [] : [[language, words(content)]]
      }),
    )
  return {
    depth,
    kind,
    number,
    heading,
    words: inBoth(wording),
    ...(stage === undefined || (isSettled(stage) && slots.length > 0) ? {} : { stage }),
    slots: slots.map(({ scope, alternatives }) => ({
      scope,
      alternatives: alternatives.map((alternative) => ({
        label: alternative.label,
        proponents: [...alternative.proponents],
        no_text: alternative.no_text,
        words: inBoth(alternative.wording),
      })),
    })),
  }
}
