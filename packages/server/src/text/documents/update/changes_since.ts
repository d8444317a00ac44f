// What has changed in the text since a file was exported, clause by clause (D27). Pure.
import type { OutputOf } from '@sulh/contract/endpoint'
import type { textDocumentEndpoints } from '@sulh/contract/text_documents'
import type { DraftNode } from '../draft.ts'
import type { Base } from './exported.ts'

type Since = OutputOf<typeof textDocumentEndpoints.previewUpdate>['since']

export function changesSince({ clauses: { exported, now } }: Base): Since {
  const gone = [...exported].filter(([id]) => !now.has(id)).map(([, node]) => node)
  return [
    ...[...now].flatMap(([id, node]) => {
      const was = exported.get(id)
      if (was === undefined) return [named(node, 'inserted')]
      return says(was) === says(node) ? [] : [named(node, 'changed')]
    }),
    ...gone.map((node) => named(node, 'withdrawn')),
  ]
}

function named(node: DraftNode, what: Since[number]['what']): Since[number] {
  const { id = '', kind, number, heading } = node
  return { what, node_id: id, kind, number, heading }
}

/** All that a document shows of a clause itself. */
function says({ heading, wording, slots, stage }: DraftNode): string {
  return JSON.stringify([heading, wording, slots, stage])
}
