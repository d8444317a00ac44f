// The clauses of a draft before they are written: both languages, slots by their number with their
// alternatives. It shows what the server read and decides nothing.
import { kindLabels, letterIn, shortName } from '@sulh/analysis/text/labels'
import { languages, type Language, type PartyName } from '@sulh/analysis/text/tree'
import type { OutputOf } from '@sulh/contract/endpoint'
import type { textDocumentEndpoints } from '@sulh/contract/text_documents'
import type { CSSProperties, ReactNode } from 'react'
import { useText } from '../messages/index.ts'
import css from './documents.module.css'
import { StageChip } from './stage_mark.tsx'

type Node = OutputOf<typeof textDocumentEndpoints.previewImport>['nodes'][number]
type Both = Node['words']
type Known = { readonly parties: readonly PartyName[] }

export function DraftNodes({
  nodes,
  parties,
}: Known & { readonly nodes: readonly Node[] }): ReactNode {
  return (
    <ol className={css['nodes']}>
      {nodes.map((node, i) => (
        <DraftNode key={`${i}`} node={node} parties={parties} />
      ))}
    </ol>
  )
}

function DraftNode({ node, parties }: Known & { readonly node: Node }): ReactNode {
  const { lang } = useText()
  const shown = languages.filter(
    (language) => node.heading[language] !== undefined || node.words[language] !== undefined,
  )
  const depth = { '--depth': node.depth } as CSSProperties
  return (
    <li className={css['node']} style={depth} {...(shown.length > 1 ? { 'data-both': '' } : {})}>
      <div className={css['kind']}>
        {kindLabels[node.kind][lang]} <bdi>{node.number}</bdi>{' '}
        {node.stage === undefined ? null : <StageChip stage={node.stage} />}
      </div>
      {shown.map((language) => (
        <div key={language} lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'}>
          {node.heading[language] === undefined ? null : (
            <p>
              <strong>{node.heading[language]}</strong>
            </p>
          )}
          {node.words[language] === undefined ? null : <p>{node.words[language]}</p>}
        </div>
      ))}
      {node.slots.length === 0 ? null : (
        <ul className={css['slots']}>
          {node.slots.map((slot, i) => (
            <Slot key={`${i}`} slot={slot} place={i + 1} parties={parties} />
          ))}
        </ul>
      )}
    </li>
  )
}

function Slot(
  props: Known & { readonly slot: Node['slots'][number]; readonly place: number },
): ReactNode {
  const { t, lang } = useText()
  const { slot, place, parties } = props
  return (
    <li>
      <strong>[{place}]</strong> {slot.alternatives.length === 0 ? t('documents.to_come') : null}
      <ul>
        {slot.alternatives.map((one, i) => (
          <li key={`${i}`}>
            <bdi>({letterIn(one.label, lang)})</bdi>{' '}
            {one.proponents
              .map((id) => shortName(parties, id, lang))
              .join(lang === 'ar' ? '، ' : ', ')}
            {one.no_text ? <p>{t('text.no_text')}</p> : <InBoth words={one.words} />}
          </li>
        ))}
      </ul>
    </li>
  )
}

function InBoth({ words }: { readonly words: Both }): ReactNode {
  const said = (language: Language) =>
    words[language] === undefined ? null : (
      <p key={language} lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'}>
        {words[language]}
      </p>
    )
  return languages.map(said)
}
